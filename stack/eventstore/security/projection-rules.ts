import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import type { CreateReq } from '@eventstore/db-client/generated/projections_pb.js';
import { accessDenied, projectionNotAuthorized } from '../errors.ts';
import { isAuthenticated, isOperator } from './principal.ts';
import { forOperators, forUsers, rulesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Requests that name a projection. */
interface ProjectionRequest {
	getOptions(): { getName(): string } | undefined;
}

/** Users may run a query for themselves, which lives as long as the server; everything else is for operators. */
const create: Rule<CreateReq> = (caller, request) => {
	if (!isAuthenticated(caller)) return accessDenied('Access Denied');
	return isOperator(caller) || request.getOptions()?.hasTransient() === true ? undefined : projectionNotAuthorized();
};

/** A projection that does not exist is told to be missing before anybody's right is looked at. */
const command: Rule<ProjectionRequest> = (caller, request, { projectionExists }) => {
	if (!isAuthenticated(caller)) return accessDenied('Access Denied');
	const allowed = isOperator(caller) || !projectionExists(request.getOptions()?.getName() ?? '');
	return allowed ? undefined : projectionNotAuthorized();
};

export const projectionRules = rulesOf(ProjectionsService, (name): Rule => {
	switch (name) {
		case 'create': return create;
		case 'statistics': case 'state': case 'result': return forUsers;
		case 'restartSubsystem': return forOperators;
		default: return command;
	}
});

import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import type { ChangePasswordReq } from '@eventstore/db-client/generated/users_pb.js';
import { isAdmin, isAuthenticated } from './principal.ts';
import { persistentSubscriptionRules } from './persistent-subscription-rules.ts';
import { projectionRules } from './projection-rules.ts';
import { forAdmins, forEverybody, forOperators, forUsers, requires, rulesOf } from './rule.ts';
import type { Rule } from './rule.ts';
import { streamRules } from './stream-rules.ts';

const changePassword = requires((caller, request: ChangePasswordReq) => {
	return isAdmin(caller) || (isAuthenticated(caller) && caller.login === request.getOptions()?.getLoginName());
});

function userRule(method: string): Rule {
	if (method === 'details') return forUsers;
	return method === 'changePassword' ? changePassword : forAdmins;
}

/** The rule of every method, by its path. */
const rules = new Map<string, Rule>([
	...streamRules,
	...persistentSubscriptionRules,
	...projectionRules,
	...rulesOf(UsersService, userRule),
	...rulesOf(OperationsService, () => forOperators),
	...[GossipService, MonitoringService, ServerFeaturesService].flatMap((service) => rulesOf(service, () => forEverybody)),
]);

/** The rule of a method; what has none is for administrators. */
export function ruleOf(path: string): Rule {
	return rules.get(path) ?? forAdmins;
}

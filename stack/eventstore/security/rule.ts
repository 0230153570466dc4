import type { MethodDefinition, ServiceError } from '@grpc/grpc-js';
import { accessDenied } from '../errors.ts';
import { isAdmin, isAuthenticated, isOperator } from './principal.ts';
import type { Principal } from './principal.ts';
import type { StreamAccess } from './stream-access.ts';

/** What rules look things up in. */
export interface RuleContext {
	access: StreamAccess;
	/** Whether a projection of this name was ever made. */
	projectionExists: (name: string) => boolean;
}

/**
 * Says of one message of a call why its caller may not send it; undefined when it may. Rules are the vendor's, taken from
 * what its server answers to whom.
 */
export type Rule<Request = never> = (caller: Principal, request: Request, context: RuleContext) => ServiceError | undefined;

/** Makes a rule out of what must hold; whoever fails it is denied access. */
export function requires<Request>(
	holds: (caller: Principal, request: Request, context: RuleContext) => boolean,
): Rule<Request> {
	return (...call) => (holds(...call) ? undefined : accessDenied('Access Denied'));
}

export const forEverybody: Rule = () => undefined;
export const forUsers: Rule = requires(isAuthenticated);
export const forOperators: Rule = requires(isOperator);
export const forAdmins: Rule = requires(isAdmin);

/** One rule for each method of a service. */
export function rulesOf(service: object, rule: (name: string) => Rule): [path: string, Rule][] {
	return Object.entries(service as Record<string, MethodDefinition<never, never>>)
		.map(([name, { path }]) => [path, rule(name)]);
}

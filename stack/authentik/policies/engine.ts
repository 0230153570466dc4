import { allGroupsOf } from '../core/membership.ts';
import type { Application } from '../models/application.ts';
import type { PolicyBinding } from '../models/policy-binding.ts';
import { policyBindingModel } from '../models/policy-binding.ts';
import type { User } from '../models/user.ts';
import { compare } from '../storage/condition.ts';
import type { Objects } from '../storage/objects.ts';

/**
 * Whether the bindings of an application let a user pass. Without an enabled binding everyone passes; otherwise one
 * (mode `any`) or each (mode `all`) must. A group passes its members and those of its children.
 */
export function mayAccess(objects: Objects, application: Application, user: User): boolean {
	const where = [compare('target', '=', application.pk), compare('enabled', '=', true)];
	const bindings = objects.list(policyBindingModel, { where, order: ['order'] });
	if (bindings.length === 0) return true;
	const groups = new Set(allGroupsOf(objects, user));
	const passes = (binding: PolicyBinding) => matches(binding, user, groups) !== binding.negate;
	return application.policy_engine_mode === 'all' ? bindings.every(passes) : bindings.some(passes);
}

function matches(binding: PolicyBinding, user: User, groups: ReadonlySet<string>): boolean {
	if (binding.group !== null) return groups.has(binding.group);
	return binding.user === user.pk;
}

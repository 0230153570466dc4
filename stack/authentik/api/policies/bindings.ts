import { applicationModel } from '../../models/application.ts';
import { groupModel } from '../../models/group.ts';
import type { PolicyBinding } from '../../models/policy-binding.ts';
import { policyBindingModel } from '../../models/policy-binding.ts';
import { userModel } from '../../models/user.ts';
import { Invalid } from '../errors.ts';
import { boolean, computed, integer } from '../fields.ts';
import * as filter from '../filters.ts';
import { reference } from '../references.ts';
import type { Resource } from '../resource.ts';
import { partialGroup, partialUser } from '../core/partial.ts';

/** Who may open an application: groups and users. Policies do not exist here, so none can be bound. */
export const policyBindings: Resource<PolicyBinding> = {
	path: 'policies/bindings',
	name: 'PolicyBinding',
	model: policyBindingModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'pk',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		policy: {
			schema: { type: 'string', format: 'uuid', nullable: true },
			write: {
				required: false,
				initial: () => null,
				parse(value) {
					throw new Invalid(`Invalid pk "${String(value)}" - object does not exist.`);
				},
			},
		},
		group: reference(groupModel, { nullable: true, initial: () => null }),
		user: reference(userModel, { nullable: true, initial: () => null }),
		policy_obj: computed({ type: 'object', nullable: true }, () => null),
		group_obj: computed({ type: 'object', nullable: true }, ({ group }: PolicyBinding, { objects }) => {
			const found = objects.get(groupModel, group);
			return found ? partialGroup(found) : null;
		}),
		user_obj: computed({ type: 'object', nullable: true }, ({ user }: PolicyBinding, { objects }) => {
			const found = objects.get(userModel, user);
			return found ? partialUser(found) : null;
		}),
		target: reference(applicationModel, { required: true }),
		negate: boolean({ initial: () => false }),
		enabled: boolean({ initial: () => true }),
		order: integer({ required: true }),
		timeout: integer({ minimum: 0, initial: () => 30 }),
		failure_result: boolean({ initial: () => false }),
		expires: computed({ type: 'string', format: 'date-time', nullable: true }, () => null),
		expiring: computed({ type: 'boolean' }, () => false),
	},
	search: [],
	ordering: ['order'],
	filters: {
		enabled: filter.boolean('enabled'),
		order: filter.number('order'),
		timeout: filter.number('timeout'),
		policy: filter.uuid('policy'),
		policy__isnull: filter.absent('policy'),
		target: filter.uuid('target'),
		target_in: filter.uuids('target'),
	},
	check(_call, values, before) {
		const bound = ['group', 'user'] as const;
		if (bound.filter((field) => (values[field] ?? before?.[field] ?? null) !== null).length !== 1) {
			throw new Invalid({ non_field_errors: ["One of 'policy', 'group' or 'user' must be set, and only one."] });
		}
	},
};

import { recordModel } from '../../events/log.ts';
import type { Group } from '../../models/group.ts';
import { groupModel } from '../../models/group.ts';
import { membership, parents } from '../../models/relations.ts';
import { userModel } from '../../models/user.ts';
import type { Call } from '../call.ts';
import { Invalid, notFound } from '../errors.ts';
import { boolean, computed, dictionary, integer, parseFields, string } from '../fields.ts';
import * as filter from '../filters.ts';
import { flag, references, related } from '../references.ts';
import type { Action, Resource } from '../resource.ts';
import { groupNumber, partialUser, relatedGroup } from './partial.ts';

export const groups: Resource<Group> = {
	path: 'core/groups',
	name: 'Group',
	model: groupModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'pk',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		num_pk: computed({ type: 'integer' }, ({ pk }: Group) => groupNumber(pk)),
		name: string({ required: true, unique: true }),
		is_superuser: boolean({ initial: () => false }),
		parents: references(groupModel, parents, 'forward'),
		parents_obj: related(groupModel, parents, 'forward', relatedGroup, flag('include_parents', false)),
		users: references(userModel, membership, 'reverse'),
		users_obj: related(userModel, membership, 'reverse', partialUser, flag('include_users', true)),
		attributes: dictionary({ initial: () => ({}) }),
		roles: computed({ type: 'array', items: { type: 'string', format: 'uuid' } }, () => []),
		roles_obj: computed({ type: 'array', items: { type: 'object' } }, () => []),
		inherited_roles_obj: computed({ type: 'array', items: { type: 'object' }, nullable: true }, () => null),
		children: { ...references(groupModel, parents, 'reverse'), write: undefined },
		children_obj: related(groupModel, parents, 'reverse', relatedGroup, flag('include_children', false)),
	},
	search: ['name'],
	ordering: ['name'],
	filters: {
		name: filter.exact('name'),
		is_superuser: filter.boolean('is_superuser'),
		members_by_username: filter.linkedBy(membership, 'reverse', userModel, 'username'),
		members_by_pk: filter.linkedBy(membership, 'reverse', userModel, 'pk'),
		attributes: filter.attributes,
	},
	saved({ objects }, group) {
		const above = objects.linked(parents, 'forward', group.pk);
		if (objects.reachable(parents, above).includes(group.pk)) {
			throw new Invalid({ parents: ['A group cannot be its own parent, nor that of one of its parents.'] });
		}
	},
	objectActions: {
		add_user: member('Add a user', (call, user, group) => call.objects.link(membership, user, group)),
		remove_user: member('Remove a user', (call, user, group) => call.objects.unlink(membership, user, group)),
	},
};

/** Changes the membership of one user; the group counts as updated even when nothing changed. */
function member(summary: string, change: (call: Call, user: number, group: string) => void): Action<Group> {
	return {
		method: 'POST',
		summary,
		run(call, body, group) {
			const { pk } = parseFields({ pk: integer({ required: true }) }, body, call);
			const user = call.objects.get(userModel, pk as number);
			if (!user) throw notFound();
			call.objects.transaction(() => {
				change(call, user.pk, group.pk);
				recordModel(call.objects, 'model_updated', groupModel, group, call);
			});
			return { status: 204 };
		},
	};
}

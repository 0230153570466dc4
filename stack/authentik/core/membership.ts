import type { Group } from '../models/group.ts';
import { groupModel } from '../models/group.ts';
import { membership, parents } from '../models/relations.ts';
import type { User } from '../models/user.ts';
import type { Condition } from '../storage/condition.ts';
import { compare, oneOf } from '../storage/condition.ts';
import type { Objects } from '../storage/objects.ts';

/** The groups that a user is a direct member of, by name: those that the claim `groups` lists. */
export function groupsOf(objects: Objects, user: User): Group[] {
	const keys = objects.linked(membership, 'forward', user.pk);
	return objects.list(groupModel, { where: [oneOf('pk', keys)], order: ['name'] });
}

/** Keys of the groups of a user and of all their parents: those that a binding is checked against. */
export function allGroupsOf(objects: Objects, user: User): string[] {
	return objects.reachable(parents, objects.linked(membership, 'forward', user.pk)).map(String);
}

/** Whether one of the user's groups, or a parent of it, makes its members superusers. */
export function isSuperuser(objects: Objects, user: User): boolean {
	const where: Condition[] = [oneOf('pk', allGroupsOf(objects, user)), compare('is_superuser', '=', true)];
	return objects.count(groupModel, where) > 0;
}

/** The users that `isSuperuser` holds for, as a condition on users. */
export function superusers(): Condition {
	return {
		sql: `pk IN (
			WITH RECURSIVE raising (pk) AS (
				SELECT pk FROM object WHERE kind = 'authentik_core.group' AND json_extract(data, '$.is_superuser') = 1
				UNION
				SELECT link.source FROM link JOIN raising ON link.target = raising.pk WHERE relation = ?
			) SELECT link.source FROM link JOIN raising ON link.target = raising.pk WHERE relation = ?
		)`,
		values: [parents.name, membership.name],
	};
}

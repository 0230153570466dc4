import { isSuperuser } from '../../core/membership.ts';
import type { Group } from '../../models/group.ts';
import type { User } from '../../models/user.ts';
import type { Field } from '../field.ts';
import { computed } from '../fields.ts';

/** A grey disc: the embedded server draws no initials and asks no avatar service. */
export const AVATAR = `data:image/svg+xml,${encodeURIComponent(
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="32" fill="#888"/></svg>',
)}`;

export const isSuperuserField: Field = computed({ type: 'boolean' }, (user: User, { objects }) =>
	isSuperuser(objects, user),
);

/** A user as it stands inside other objects. */
export function partialUser(user: User): Record<string, unknown> {
	const { pk, username, name, is_active, last_login, email, attributes, uid } = user;
	return { pk, username, name, is_active, last_login, email, attributes, uid };
}

/** A group as it stands inside users and bindings. */
export function partialGroup(group: Group): Record<string, unknown> {
	const { pk, name, is_superuser, attributes } = group;
	return { pk, num_pk: groupNumber(pk), name, is_superuser, attributes };
}

/** A group as it stands inside its parents and children. */
export function relatedGroup(group: Group): Record<string, unknown> {
	const { pk, name, is_superuser, attributes } = group;
	return { pk, name, is_superuser, attributes, group_uuid: pk };
}

/** A number for systems that know groups by number, as LDAP does: the first decimal digits of the UUID. */
export function groupNumber(pk: string): number {
	return Number(BigInt(`0x${pk.replaceAll('-', '')}`).toString().slice(0, 5));
}

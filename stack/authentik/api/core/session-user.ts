import { groupsOf, isSuperuser } from '../../core/membership.ts';
import type { User } from '../../models/user.ts';
import { userModel } from '../../models/user.ts';
import type { Call } from '../call.ts';
import type { Action } from '../resource.ts';
import { AVATAR } from './partial.ts';

/** The user that the token belongs to; open to every user. */
export const me: Action<never> = {
	method: 'GET',
	access: 'authenticated',
	summary: 'The user whose token is used',
	run(call) {
		const user = userSelf(call, call.user);
		return { status: 200, body: { user, users: [user] } };
	},
};

/** The folders that users lie in. */
export const paths: Action<never> = {
	method: 'GET',
	summary: 'Paths of users',
	run({ objects }) {
		const found = new Set(objects.list(userModel).map(({ path }) => path));
		return { status: 200, body: { paths: [...found].sort() } };
	},
};

function userSelf({ objects }: Call, user: User): Record<string, unknown> {
	const { pk, username, name, is_active, email, uid, type } = user;
	return {
		pk,
		username,
		name,
		is_active,
		is_superuser: isSuperuser(objects, user),
		is_current: true,
		groups: groupsOf(objects, user).map((group) => ({ name: group.name, pk: group.pk })),
		roles: [],
		email,
		avatar: AVATAR,
		uid,
		settings: {},
		type,
		system_permissions: [],
	};
}

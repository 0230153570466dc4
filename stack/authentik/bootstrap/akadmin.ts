import { newToken } from '../core/tokens.ts';
import { newUser } from '../core/users.ts';
import { hashPassword } from '../crypto/passwords.ts';
import { groupModel } from '../models/group.ts';
import { membership } from '../models/relations.ts';
import { tokenModel } from '../models/token.ts';
import type { User } from '../models/user.ts';
import { userModel } from '../models/user.ts';
import type { Database } from '../storage/database.ts';
import type { Objects } from '../storage/objects.ts';

export interface Credentials {
	password?: string | undefined;
	token?: string | undefined;
}

const GROUP = 'authentik Admins';
const TOKEN = 'authentik-bootstrap-token';

/** The first administrator. A password and a token are taken where there is none yet, and never replaced. */
export async function ensureAkadmin(database: Database, objects: Objects, given: Credentials): Promise<void> {
	const user = objects.find(userModel, 'username', 'akadmin') ?? createAkadmin(database, objects);
	if (given.password && user.password === null) {
		objects.update(userModel, user.pk, { password: await hashPassword(given.password) });
	}
	if (given.token && !objects.find(tokenModel, 'identifier', TOKEN)) {
		objects.create(tokenModel, newToken({ identifier: TOKEN, intent: 'api', user: user.pk, key: given.token }));
	}
}

function createAkadmin(database: Database, objects: Objects): User {
	return objects.transaction(() => {
		const group =
			objects.find(groupModel, 'name', GROUP) ??
			objects.create(groupModel, { name: GROUP, is_superuser: true, attributes: {} });
		const user = objects.create(
			userModel,
			newUser(database, { username: 'akadmin', name: 'authentik Default Admin', email: 'root@localhost' }),
		);
		objects.link(membership, user.pk, group.pk);
		return user;
	});
}

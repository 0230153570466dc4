import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { createDefaultUsers } from '../users/default-users.ts';
import type { DefaultPasswords } from '../users/default-users.ts';
import { Users } from '../users/users.ts';
import { Authenticator } from './authenticator.ts';
import type { SecurityContext } from './interceptor.ts';
import { StreamAccess } from './stream-access.ts';

/** Everything that decides who may do what, and the users it knows. */
export interface Security extends SecurityContext {
	users: Users;
}

/**
 * Sets up users, authentication and access control of a server with TLS, and makes the default accounts.
 *
 * @param certificates whether clients are asked for certificates
 */
export async function createSecurity(store: Store, log: Log, passwords: DefaultPasswords, certificates: boolean): Promise<Security> {
	const users = new Users(store);
	const authenticator = new Authenticator(users);
	const access = new StreamAccess(store);
	store.onCommit((streams) => {
		authenticator.changed(streams);
		access.changed(streams);
	});
	await createDefaultUsers(users, passwords);
	const projectionExists = (name: string) => name.startsWith('$') || store.read.stream(`$projections-${name}`).revision >= 0;
	return { users, authenticator, access, projectionExists, certificates, log };
}

import { type GatewayUser, toUser, type User } from './admin-user.ts';
import type { Gateway } from './gateway.ts';
import { orNone } from '../../shared/or-none.ts';

/** Names that one request lists; the gateway gives no more. */
const PAGE = 1000;

interface Page {
	keys: string[];
	truncated: boolean;
	marker?: string;
}

/** The names of all users, in the gateway's own order. */
export async function* usersOf({ admin }: Gateway): AsyncGenerator<{ name: string }> {
	let marker: string | undefined;
	do {
		const page: Page = await admin.get('user', { list: '', 'max-entries': PAGE, marker });
		for (const name of page.keys) yield { name };
		marker = page.truncated ? page.marker : undefined;
	} while (marker);
}

export interface UserQuery {
	/** With the secrets of its keys. */
	secrets?: boolean;
	/** With what it stores. */
	stats?: boolean;
	/** Counts anew what it stores; the gateway brings its count up to date only now and then. */
	sync?: boolean;
}

/** @throws SystemError NoSuchUser */
export async function getUser({ admin }: Gateway, user: string, { secrets = false, stats, sync }: UserQuery = {}): Promise<User> {
	const info = await admin.get<GatewayUser>('user', { uid: user, stats: stats || sync || undefined, sync: sync || undefined });
	return toUser(info, secrets);
}

export async function findUser(gateway: Gateway, user: string): Promise<User | undefined> {
	return await orNone(getUser(gateway, user), 'NoSuchUser');
}

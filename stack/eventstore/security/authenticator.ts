import { createHmac, randomBytes } from 'node:crypto';
import { nobodysHash, verifyPassword } from '../users/password.ts';
import { userStreamPrefix } from '../users/user.ts';
import type { Users } from '../users/users.ts';
import { anonymous, principalOf } from './principal.ts';
import type { Principal } from './principal.ts';

/** So many verified credentials are remembered; the oldest make room. */
const mostRemembered = 1_000;

/**
 * Tells who makes a call by the header `authorization` (Basic, RFC 7617). What was verified once is remembered until the
 * user changes, so that not every call pays for a hash; kept is a keyed digest, never the password.
 */
export class Authenticator {
	readonly #users: Users;
	readonly #key = randomBytes(32);
	readonly #verified = new Map<string, Principal>();

	constructor(users: Users) {
		this.#users = users;
	}

	/** What is known at once: somebody without credentials, or with credentials that were verified before. */
	remembered(header: string | undefined): Principal | undefined {
		return header === undefined ? anonymous : this.#verified.get(this.#digest(header));
	}

	/** @returns undefined for a wrong password, an unknown or a disabled user, and for credentials of another kind */
	async authenticate(header: string | undefined): Promise<Principal | undefined> {
		const known = this.remembered(header);
		if (known !== undefined || header === undefined) return known;
		const credentials = parseBasic(header);
		if (credentials === undefined) return undefined;
		const before = this.#users.find(credentials.login);
		const right = await verifyPassword(credentials.password, before ?? nobodysHash);
		// The user may have changed while the hash was made.
		const user = this.#users.find(credentials.login);
		if (!right || user === undefined || user.disabled || user.hash !== before?.hash) return undefined;
		const principal = principalOf(user);
		if (this.#verified.size >= mostRemembered) this.#verified.delete(this.#verified.keys().next().value ?? '');
		this.#verified.set(this.#digest(header), principal);
		return principal;
	}

	/** @returns undefined when the user whose certificate it is does not exist, or is disabled */
	certified(login: string): Principal | undefined {
		const user = this.#users.find(login);
		return user === undefined || user.disabled ? undefined : principalOf(user);
	}

	/** Forgets what it knows of users that were written to. */
	changed(streams: ReadonlySet<string>): void {
		for (const stream of streams) {
			const start = stream.lastIndexOf(userStreamPrefix);
			// The metadata too: a deleted user is gone by it.
			if (start !== 0 && start !== 2) continue;
			const login = stream.slice(start + userStreamPrefix.length);
			for (const [digest, principal] of this.#verified) {
				if (principal.login === login) this.#verified.delete(digest);
			}
		}
	}

	#digest(header: string): string {
		return createHmac('sha256', this.#key).update(header).digest('base64');
	}
}

function parseBasic(header: string): { login: string; password: string } | undefined {
	const [, encoded] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString();
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : { login: text.slice(0, colon), password: text.slice(colon + 1) };
}

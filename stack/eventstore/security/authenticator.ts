import { createHmac, randomBytes } from 'node:crypto';
import { nobodysHash, verifyPassword } from '../users/password.ts';
import { userStreamPrefix } from '../users/user.ts';
import type { Users } from '../users/users.ts';
import { anonymous, principalOf } from './principal.ts';
import type { Principal } from './principal.ts';
import { Remembered } from './remembered.ts';

/** So many credentials are remembered of each kind: those that are right, those that are wrong. */
const mostRemembered = 1_000;

/**
 * Tells who makes a call by the header `authorization` (Basic, RFC 7617). What was verified once, or refused, is remembered
 * until the user changes, so that not every call pays for a hash; kept is a keyed digest, never the password.
 */
export class Authenticator {
	readonly #users: Users;
	readonly #key = randomBytes(32);
	readonly #verified = new Remembered<Principal>(mostRemembered);
	/** Kept apart, so that wrong credentials leave the right ones their room. */
	readonly #refused = new Remembered<true>(mostRemembered);
	/** A client's first calls come together; they share one hash. */
	readonly #underWay = new Remembered<Promise<Principal | undefined>>(mostRemembered);

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
		const digest = this.#digest(header);
		if (this.#refused.get(digest) === true) return undefined;
		const credentials = parseBasic(header);
		if (credentials === undefined) return undefined;
		const verification = this.#underWay.get(digest) ?? this.#verify(digest, credentials);
		this.#underWay.set(digest, credentials.login, verification);
		try {
			return await verification;
		} finally {
			this.#underWay.delete(digest, verification);
		}
	}

	async #verify(digest: string, { login, password }: Credentials): Promise<Principal | undefined> {
		const before = this.#users.find(login);
		const right = await verifyPassword(password, before ?? nobodysHash);
		// The user may have changed while the hash was made.
		const user = this.#users.find(login);
		const unchanged = user?.hash === before?.hash && user?.disabled === before?.disabled;
		if (!right || !unchanged || user === undefined || user.disabled) {
			if (unchanged) this.#refused.set(digest, login, true);
			return undefined;
		}
		const principal = principalOf(user);
		this.#verified.set(digest, login, principal);
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
			for (const remembered of [this.#verified, this.#refused, this.#underWay]) remembered.forget(login);
		}
	}

	#digest(header: string): string {
		return createHmac('sha256', this.#key).update(header).digest('base64');
	}
}

interface Credentials {
	login: string;
	password: string;
}

function parseBasic(header: string): Credentials | undefined {
	const [, encoded] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString();
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : { login: text.slice(0, colon), password: text.slice(colon + 1) };
}

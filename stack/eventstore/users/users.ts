import { randomUUID } from 'node:crypto';
import { metastreamOf } from '../store/records.ts';
import type { ProposedEvent } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { uuidBytes } from '../store/uuid.ts';
import type { PasswordHash } from './password.ts';
import { parseUser, userData, userStream } from './user.ts';
import type { User } from './user.ts';

/** Stream of the logins of all users there ever were. */
const directory = '$users';

/** Stream that tells other nodes, and here whoever wants to know, of changed passwords. */
const notifications = '$users-password-notifications';

/** Metadata of a user's stream: only administrators change it. */
const streamMetadata = { $acl: { $w: '$admins', $d: '$admins', $mw: '$admins' } };

/** What somebody is created with. */
export type NewUser = Pick<User, 'loginName' | 'fullName' | 'groups'> & PasswordHash;

/**
 * The users, kept as the vendor's server keeps them: a stream `$user-<login>` for each, whose newest event is the user.
 * Changes come one after another.
 */
export class Users {
	readonly #store: Store;
	#last: Promise<unknown> = Promise.resolve();

	constructor(store: Store) {
		this.#store = store;
	}

	find(login: string): User | undefined {
		const name = userStream(login);
		const event = this.#store.read.event(name, this.#store.read.stream(name).revision);
		return event && parseUser(event);
	}

	/** Everybody, in the order of their creation. */
	all(): User[] {
		const logins = new Set<string>();
		const stream = this.#store.read.stream(directory);
		let from: number | undefined = 0;
		while (from !== undefined) {
			const page = this.#store.read.streamPage(stream, 'forwards', from, Number.MAX_SAFE_INTEGER);
			for (const { data } of page.events) logins.add(Buffer.from(data).toString());
			from = page.next;
		}
		return [...logins].map((login) => this.find(login)).filter((user) => user !== undefined);
	}

	/** @returns false when the login is taken: nothing changes then */
	create(user: NewUser): Promise<boolean> {
		return this.#inTurn(async () => {
			if (this.find(user.loginName) !== undefined) return false;
			const stream = userStream(user.loginName);
			await this.#write(metastreamOf(stream), '$metadata', streamMetadata);
			await this.#write(stream, '$UserCreated', userData({ ...user, disabled: false }));
			await this.#append(directory, { type: '$User', isJson: false, data: Buffer.from(user.loginName) });
			return true;
		});
	}

	/** @returns false when there is no such user */
	update(login: string, change: Partial<Pick<User, 'fullName' | 'groups' | 'disabled'>>): Promise<boolean> {
		return this.#change(login, change);
	}

	/** @returns false when there is no such user */
	async setPassword(login: string, password: PasswordHash): Promise<boolean> {
		if (!await this.#change(login, password)) return false;
		await this.#write(notifications, '$PasswordChanged', { loginName: login });
		return true;
	}

	/** @returns false when there is no such user */
	delete(login: string): Promise<boolean> {
		return this.#inTurn(async () => {
			if (this.find(login) === undefined) return false;
			await this.#store.delete(userStream(login), 'any');
			return true;
		});
	}

	#change(login: string, change: Partial<User>): Promise<boolean> {
		return this.#inTurn(async () => {
			const user = this.find(login);
			if (user === undefined) return false;
			await this.#write(userStream(login), '$UserUpdated', userData({ ...user, ...change }));
			return true;
		});
	}

	/** Does one change after another: each is made from what the one before left. */
	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(work);
		this.#last = turn.catch(() => undefined);
		return turn;
	}

	#write(stream: string, type: string, data: object): Promise<void> {
		return this.#append(stream, { type, isJson: true, data: Buffer.from(JSON.stringify(data)) });
	}

	async #append(stream: string, event: Omit<ProposedEvent, 'id' | 'metadata'>): Promise<void> {
		const proposed = { ...event, id: uuidBytes(randomUUID()), metadata: new Uint8Array() };
		const { result } = await this.#store.append(stream, 'any', [proposed]);
		if (result !== 'success') throw new Error(`${stream} cannot be written: ${result}`);
	}
}

/** Remembers something of users' credentials, by a digest of them, until the user changes; the oldest make room. */
export class Remembered<Value> {
	readonly #found = new Map<string, { login: string; value: Value }>();
	readonly #most: number;

	/** @param most how many credentials are remembered */
	constructor(most: number) {
		this.#most = most;
	}

	get(digest: string): Value | undefined {
		return this.#found.get(digest)?.value;
	}

	set(digest: string, login: string, value: Value): void {
		if (this.#found.size >= this.#most) this.#found.delete(this.#found.keys().next().value ?? '');
		this.#found.set(digest, { login, value });
	}

	/** Forgets the value of these credentials, unless they have another one by now. */
	delete(digest: string, value: Value): void {
		if (this.get(digest) === value) this.#found.delete(digest);
	}

	/** Forgets all credentials of a user. */
	forget(login: string): void {
		for (const [digest, found] of this.#found) {
			if (found.login === login) this.#found.delete(digest);
		}
	}
}

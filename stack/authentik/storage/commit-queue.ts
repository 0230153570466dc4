import type { Database } from './database.ts';

interface Waiting {
	write: () => void;
	done: () => void;
	failed: (reason: unknown) => void;
}

/**
 * Puts the writes of requests that run at the same time into one transaction, so that they share one sync of the disk.
 * Each caller is answered only after that sync.
 */
export class CommitQueue {
	readonly #database: Database;
	#waiting: Waiting[] = [];

	constructor(database: Database) {
		this.#database = database;
	}

	/** Resolves when what `write` wrote is on the disk. */
	add(write: () => void): Promise<void> {
		return new Promise((done, failed) => {
			if (this.#waiting.length === 0) setImmediate(() => this.#commit());
			this.#waiting.push({ write, done, failed });
		});
	}

	#commit(): void {
		const batch = this.#waiting;
		this.#waiting = [];
		try {
			this.#database.transaction(() => batch.forEach(({ write }) => write()));
		} catch (error) {
			batch.forEach(({ failed }) => failed(error));
			return;
		}
		batch.forEach(({ done }) => done());
	}
}

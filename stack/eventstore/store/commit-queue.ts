import type { DatabaseSync } from 'node:sqlite';

interface Pending {
	run: () => void;
	settle: () => void;
	fail: (error: unknown) => void;
}

/** What happens around each commit. */
export interface CommitHooks {
	/** Called inside the transaction, after its work; when it throws, the transaction fails. */
	committing: () => void;
	/** Called after the commit, before the promises of its work settle. */
	committed: () => void;
}

/**
 * Group commit: work that arrives within one turn of the event loop shares one transaction, and so one sync to the
 * disk. Each piece runs under a savepoint of its own, so that one that throws leaves nothing behind and does not harm
 * the others. A promise settles only after the commit.
 */
export class CommitQueue {
	readonly #database: DatabaseSync;
	readonly #hooks: CommitHooks;
	#pending: Pending[] = [];
	#scheduled: NodeJS.Immediate | undefined;
	/** Prepared, as they run for each piece of work: to read their text would take longer than they do. */
	readonly #savepoint;
	readonly #release;

	constructor(database: DatabaseSync, hooks: CommitHooks) {
		this.#database = database;
		this.#hooks = hooks;
		this.#savepoint = database.prepare('SAVEPOINT work');
		this.#release = database.prepare('RELEASE work');
	}

	/** @returns what `work` returns, once it is on the disk */
	enqueue<T>(work: () => T): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			let result: T;
			this.#pending.push({
				run: () => {
					result = work();
				},
				settle: () => resolve(result),
				fail: reject,
			});
			this.#scheduled ??= setImmediate(() => this.flush());
		});
	}

	/**
	 * Runs work at once, in a transaction of its own.
	 *
	 * @throws what the work or the disk throws; nothing is written then
	 */
	now(work: () => void): void {
		this.#database.exec('BEGIN IMMEDIATE');
		try {
			work();
			this.#database.exec('COMMIT');
		} catch (error) {
			if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
			throw error;
		}
	}

	/** Commits what is waiting. */
	flush(): void {
		clearImmediate(this.#scheduled);
		this.#scheduled = undefined;
		const group = this.#pending;
		if (group.length === 0) return;
		this.#pending = [];
		const outcomes: (() => void)[] = [];
		try {
			this.#database.exec('BEGIN IMMEDIATE');
			for (const work of group) outcomes.push(this.#attempt(work));
			this.#hooks.committing();
			this.#database.exec('COMMIT');
		} catch (error) {
			if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
			for (const { fail } of group) fail(error);
			return;
		}
		this.#hooks.committed();
		for (const outcome of outcomes) outcome();
	}

	#attempt(work: Pending): () => void {
		this.#savepoint.run();
		try {
			work.run();
			this.#release.run();
			return work.settle;
		} catch (error) {
			// A full disk or a failed write makes SQLite roll the whole transaction back by itself.
			if (!this.#database.isTransaction) throw error;
			this.#database.exec('ROLLBACK TO work; RELEASE work');
			return () => work.fail(error);
		}
	}
}

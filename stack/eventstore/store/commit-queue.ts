import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { DiskSync } from './write-ahead-log.ts';
import { nothingWritten, outcomeUnknown } from './writes-refused.ts';
import type { WritesRefused } from './writes-refused.ts';

interface Pending {
	run: () => void;
	settle: () => void;
	fail: (error: unknown) => void;
}

/** What happens around each commit. */
export interface CommitHooks {
	/** Called inside the transaction, before its work. */
	beginning: () => void;
	/** Called inside the transaction, after its work; when it throws, the transaction fails. */
	committing: () => void;
	/** Called after a commit that is not on the disk yet. */
	committed: () => void;
	/** Called when the commit is on the disk, before the promises of its work settle. */
	synced: () => void;
	/** Called once, when a sync has failed: nothing is written any more. */
	refusing: (why: WritesRefused) => void;
}

/** SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC: a sync of SQLite's own failed (https://www.sqlite.org/rescode.html). */
const failedSyncs: readonly unknown[] = [1034, 1290];

/**
 * Group commit: work that arrives while another commit is being synced, or within one turn of the event loop, shares one
 * transaction, and so one sync to the disk. Each piece runs under a savepoint of its own, so that one that throws leaves
 * nothing behind and does not harm the others. A promise settles only when its commit is on the disk; while a sync takes long
 * the thread goes on, but no other transaction begins.
 *
 * When a sync fails, nobody knows what of the log the disk has: the operating system may have given up the pages, and
 * counts them as written (https://www.usenix.org/conference/atc20/presentation/rebello). Nothing is written from then on,
 * for it would stand on that. The next start finds out by the log's checksums.
 */
export class CommitQueue {
	readonly #database: DatabaseSync;
	readonly #hooks: CommitHooks;
	/** Undefined while a COMMIT is all that there is to it: in memory, and before the server serves. */
	readonly #sync: DiskSync['sync'] | undefined;
	#pending: Pending[] = [];
	#scheduled: NodeJS.Immediate | undefined;
	/** Settles with the commit that is being synced. */
	#syncing: Promise<void> | undefined;
	#refusal: WritesRefused | undefined;
	/** Prepared, as they run for each piece of work: to read their text would take longer than they do. */
	readonly #savepoint;
	readonly #release;
	readonly #changes;

	/** @param sync brings what was committed to the disk; without it a commit is there when COMMIT returns */
	constructor(database: DatabaseSync, hooks: CommitHooks, sync?: DiskSync['sync']) {
		this.#database = database;
		this.#hooks = hooks;
		this.#sync = sync;
		this.#savepoint = database.prepare('SAVEPOINT work');
		this.#release = database.prepare('RELEASE work');
		this.#changes = database.prepare('SELECT total_changes() AS count');
	}

	/** Why nothing is written any more; undefined as long as it is. */
	get refusal(): WritesRefused | undefined {
		return this.#refusal;
	}

	/**
	 * @param place where the work stands in its group: `first` sees nothing of what the others do
	 * @returns what `work` returns, once it is on the disk
	 * @throws WritesRefused when a sync failed, this one or an earlier one
	 */
	enqueue<T>(work: () => T, place: 'first' | 'last' = 'last'): Promise<T> {
		if (this.#refusal !== undefined) return Promise.reject(this.#refusal);
		return new Promise<T>((resolve, reject) => {
			let result: T;
			const pending = {
				run: () => {
					result = work();
				},
				settle: () => resolve(result),
				fail: reject,
			};
			if (place === 'first') this.#pending.unshift(pending);
			else this.#pending.push(pending);
			this.#schedule();
		});
	}

	/** Commits what is waiting, and what that leads to. @returns when all of it is on the disk, or has failed */
	async drain(): Promise<void> {
		while (this.#pending.length > 0 || this.#syncing !== undefined) {
			if (this.#syncing === undefined) this.#commit();
			await this.#syncing;
			// Who waited for it may have more to write.
			await nextTurn();
		}
	}

	#schedule(): void {
		if (this.#syncing === undefined && this.#pending.length > 0) this.#scheduled ??= setImmediate(() => this.#commit());
	}

	#commit(): void {
		clearImmediate(this.#scheduled);
		this.#scheduled = undefined;
		const group = this.#pending;
		if (group.length === 0) return;
		this.#pending = [];
		const outcomes: (() => void)[] = [];
		const before = this.#changed();
		try {
			this.#database.exec('BEGIN IMMEDIATE');
			this.#hooks.beginning();
			for (const work of group) outcomes.push(this.#attempt(work));
			this.#hooks.committing();
			this.#database.exec('COMMIT');
		} catch (error) {
			if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
			if (isFailedSync(error)) this.#refuse(error, group);
			else for (const { fail } of group) fail(error);
			return;
		}
		// What only looked has nothing to wait for.
		if (this.#sync === undefined || this.#changed() === before) this.#settle(outcomes);
		else this.#bringToDisk(this.#sync, group, outcomes);
	}

	#bringToDisk(sync: DiskSync['sync'], group: readonly Pending[], outcomes: readonly (() => void)[]): void {
		// Before the sync: where that fails, nobody is to see what it was for.
		this.#hooks.committed();
		let syncing: Promise<void> | undefined;
		try {
			syncing = sync();
		} catch (error) {
			this.#refuse(error, group);
			return;
		}
		if (syncing === undefined) this.#settle(outcomes);
		else this.#syncing = this.#settleAfter(syncing, group, outcomes);
	}

	async #settleAfter(syncing: Promise<void>, group: readonly Pending[], outcomes: readonly (() => void)[]): Promise<void> {
		try {
			await syncing;
		} catch (error) {
			this.#refuse(error, group);
			return;
		} finally {
			this.#syncing = undefined;
		}
		this.#settle(outcomes);
		this.#schedule();
	}

	#settle(outcomes: readonly (() => void)[]): void {
		this.#hooks.synced();
		for (const outcome of outcomes) outcome();
	}

	#refuse(error: unknown, group: readonly Pending[]): void {
		this.#refusal = nothingWritten(error);
		clearImmediate(this.#scheduled);
		for (const { fail } of group) fail(outcomeUnknown(error));
		for (const { fail } of this.#pending) fail(this.#refusal);
		this.#pending = [];
		this.#hooks.refusing(this.#refusal);
	}

	/** How many rows were written since the database was opened. */
	#changed(): unknown {
		return this.#changes.get()?.count;
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

function isFailedSync(error: unknown): boolean {
	return error instanceof Error && 'errcode' in error && failedSyncs.includes(error.errcode);
}

import { CommitQueue } from './commit-queue.ts';
import { closeDatabase, leaveSyncsOfCommits, openDatabase, shrinkDatabase, transact } from './database.ts';
import { EventTable, positionOf, sequenceAt } from './event-table.ts';
import { ProjectionTable } from './projections/projection-table.ts';
import { Projector } from './projections/projector.ts';
import { Reader } from './read.ts';
import type { ExpectedRevision, ProposedEvent } from './records.ts';
import { ScavengeTable } from './scavenge-table.ts';
import type { ScavengeStep } from './scavenge-table.ts';
import { StreamTable } from './stream-table.ts';
import { Unsynced } from './unsynced.ts';
import { Writer } from './write.ts';
import type { WriteResult } from './write.ts';
import { openWriteAheadLog } from './write-ahead-log.ts';
import type { DiskSync } from './write-ahead-log.ts';
import type { WritesRefused } from './writes-refused.ts';

/** Called when a commit is on the disk, with the names of the streams that it wrote to. */
export type CommitListener = (streams: ReadonlySet<string>) => void;

/** Result of a write whose caller stopped waiting before it was made: nothing was written. */
export interface Abandoned {
	result: 'abandoned';
}

/** A system projection as it stands. */
export interface SystemProjection {
	name: string;
	/** The number under which it is registered. */
	id: number;
	/** How often it was switched. */
	version: number;
	enabled: boolean;
	/** Up to where it has read. */
	position: number;
	/** Why it cannot go on; null while it can. */
	fault: string | null;
}

/** What a store may be given beside its folder. */
export interface StoreOptions {
	/** Called once, when the disk failed at a sync: nothing is written any more. */
	refusing?: (why: WritesRefused) => void;
	/** What brings commits to the disk; called when the database is open. */
	openLog?: (folder: string) => DiskSync | undefined;
}

/**
 * The event store on a folder: writes go through group commits and settle when they are on the disk; reads are
 * immediate, and show what is on the disk.
 */
export class Store {
	readonly read: Reader;
	readonly #database;
	readonly #events: EventTable;
	readonly #scavenger: ScavengeTable;
	readonly #writer: Writer;
	readonly #log: DiskSync | undefined;
	readonly #unsynced = new Unsynced();
	readonly #commits: CommitQueue;
	readonly #projector: Projector;
	readonly #listeners = new Set<CommitListener>();
	#touched = new Set<string>();
	#projectionsBehind = false;

	/** @throws when the folder cannot be used; the message says why */
	constructor(folder: string, { refusing = () => undefined, openLog = openWriteAheadLog }: StoreOptions = {}) {
		this.#database = openDatabase(folder);
		const streams = new StreamTable(this.#database, this.#unsynced);
		this.#events = new EventTable(this.#database, this.#unsynced);
		this.#scavenger = new ScavengeTable(this.#database);
		this.read = new Reader(streams, this.#events);
		this.#writer = new Writer(streams, this.#events, (stream) => this.#touched.add(stream));
		this.#projector = new Projector(new ProjectionTable(this.#database), this.#events, this.#writer, this.read, this.#unsynced);
		transact(this.#database, () => this.#projector.register());
		this.#log = openLog(folder);
		if (this.#log !== undefined) leaveSyncsOfCommits(this.#database);
		this.#commits = new CommitQueue(this.#database, {
			beginning: () => this.#unsynced.begin(this.#events.lastSequence()),
			committing: () => {
				this.#projectionsBehind = this.#projector.advance();
			},
			committed: () => this.#unsynced.hide(),
			synced: () => {
				this.#unsynced.show();
				this.#announce();
			},
			refusing,
		}, this.#log?.sync);
	}

	/**
	 * Appends events, all or none.
	 *
	 * @param wanted asked right before writing: false abandons the append (its deadline passed, its caller went away)
	 * @throws when the disk refuses
	 */
	append(
		stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[], wanted: () => boolean = () => true,
	): Promise<WriteResult | Abandoned> {
		return this.#commits.enqueue(() => {
			return wanted() ? this.#writer.append(stream, expected, events) : { result: 'abandoned' };
		});
	}

	delete(stream: string, expected: ExpectedRevision): Promise<WriteResult> {
		return this.#commits.enqueue(() => this.#writer.delete(stream, expected));
	}

	tombstone(stream: string, expected: ExpectedRevision): Promise<WriteResult> {
		return this.#commits.enqueue(() => this.#writer.tombstone(stream, expected));
	}

	/**
	 * Runs work that writes several things, all of them or none.
	 *
	 * @param work runs within the transaction, so it may not wait for anything
	 * @returns what it gives, once it is on the disk
	 * @throws what the work throws, or the disk
	 */
	transact<T>(work: (writer: Writer) => T): Promise<T> {
		return this.#commits.enqueue(() => work(this.#writer));
	}

	/** The system projections as they stand. */
	projections(): SystemProjection[] {
		return this.#projector.states.map(({ sequence, ...state }) => ({ ...state, position: positionOf(sequence) }));
	}

	/** @returns whether there is such a system projection */
	enableProjection(name: string, enabled: boolean): Promise<boolean> {
		return this.#commits.enqueue(() => this.#projector.setEnabled(name, enabled));
	}

	/** Why nothing is written any more, as the disk failed at a sync; undefined as long as it is. */
	get refusal(): WritesRefused | undefined {
		return this.#commits.refusal;
	}

	/** Position of the newest event; 0 when there is none. */
	lastPosition(): number {
		return positionOf(this.#events.lastSequence());
	}

	/** How many events at most lie behind a position. */
	eventsAfter(position: number): number {
		return this.#events.lastSequence() - sequenceAt.orBefore(position);
	}

	/** Steps of a scavenge, each short: from which row of the streams on, and what they give back to the file system. */
	readonly scavenge = {
		/** First of its commit: what it removes was out of sight already, not only by what is written with it. */
		step: (from: number): Promise<ScavengeStep> => this.#commits.enqueue(() => this.#scavenger.step(from), 'first'),
		release: (): Promise<boolean> => this.#commits.enqueue(() => this.#scavenger.release()),
		/** Moves the write-ahead log into the file, whose end is cut off with it. */
		shrink: (): void => {
			if (this.refusal !== undefined) throw this.refusal;
			shrinkDatabase(this.#database);
		},
		/** Bytes. */
		size: (): number => this.#scavenger.size(),
	};

	/** @returns a function that stops the calls */
	onCommit(listener: CommitListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/**
	 * Commits what is waiting and closes the database. Not where the disk failed at a sync: closing moves the log into the
	 * database without a look at its checksums, which are what the next start goes by.
	 */
	async close(): Promise<void> {
		await this.#commits.drain();
		if (this.refusal === undefined) closeDatabase(this.#database);
		this.#log?.close();
	}

	#announce(): void {
		// A commit for the projections alone. One that fails loses nothing: the next one lets them read on.
		if (this.#projectionsBehind) this.#commits.enqueue(() => undefined).catch(() => undefined);
		if (this.#touched.size === 0) return;
		const touched = this.#touched;
		this.#touched = new Set();
		for (const listener of this.#listeners) listener(touched);
	}
}

import type { DatabaseSync } from 'node:sqlite';
import { isMetastream, metastreamPrefix } from './records.ts';

/** Rows of the table of streams that one step looks at, and events that it removes, at most. */
const streamsPerStep = 2_000;
const eventsPerStep = 2_000;
/** Pages that one step gives back to the file system, at most. */
const pagesPerStep = 1_000;

/** What a step of a scavenge did. */
export interface ScavengeStep {
	/** Where the next step goes on; undefined when all streams are through. */
	next: number | undefined;
	removed: number;
}

interface Limited {
	id: number;
	revision: number;
	/** Events below this revision can go. */
	below: number;
	/** Events older than this can go; milliseconds since 1970. */
	before: number;
}

/**
 * Removes for good what reads of streams hide already: behind `$tb`, `$maxCount` and `$maxAge`, of deleted streams, and
 * metadata that was replaced. The last event of a stream stays, as in the vendor's server, and of a tombstoned stream its
 * tombstone. Each step is short, so that appends come between.
 */
export class ScavengeTable {
	readonly #database: DatabaseSync;
	readonly #streams;
	readonly #last;
	readonly #remove;

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#streams = database.prepare(`
			SELECT id, name, revision, tombstoned, max_count, max_age, truncate_before, soft_deleted
			FROM streams WHERE id > ? AND id <= ? AND (
				tombstoned = 1 OR soft_deleted = 1 OR max_count IS NOT NULL OR max_age IS NOT NULL OR truncate_before > 0
				OR (revision > 0 AND substr(name, 1, ${metastreamPrefix.length}) = '${metastreamPrefix}')
			) ORDER BY id`);
		this.#last = database.prepare('SELECT max(id) AS id FROM streams');
		this.#remove = database.prepare(`
			DELETE FROM events WHERE sequence IN (
				SELECT sequence FROM events WHERE stream = ? AND (revision < ? OR (revision < ? AND created < ?)) LIMIT ?)`);
	}

	/** Removes events of the streams behind a row; runs inside a transaction of the commit queue. */
	step(from: number): ScavengeStep {
		let removed = 0;
		for (const stream of this.#limited(from, from + streamsPerStep)) {
			const { id, revision, below, before } = stream;
			removed += Number(this.#remove.run(id, below, revision, before, eventsPerStep - removed).changes);
			// The same stream once more: it may have more.
			if (removed >= eventsPerStep) return { next: id - 1, removed };
		}
		const end = from + streamsPerStep >= Number(this.#last.get()?.id ?? 0);
		return { next: end ? undefined : from + streamsPerStep, removed };
	}

	/** Gives pages that are free back to the file system; runs inside a transaction. @returns whether there are more */
	release(): boolean {
		if (this.#pragma('freelist_count') === 0) return false;
		this.#database.exec(`PRAGMA incremental_vacuum(${pagesPerStep})`);
		return this.#pragma('freelist_count') > 0;
	}

	/** Bytes of the database file, once what is in the write-ahead log has been moved there. */
	size(): number {
		return this.#pragma('page_count') * this.#pragma('page_size');
	}

	*#limited(from: number, to: number): Generator<Limited> {
		for (const row of this.#streams.all(from, to)) {
			const revision = Number(row.revision);
			const gone = row.tombstoned === 1 ? revision + 1 : 0;
			const hidden = row.soft_deleted === 1 || isMetastream(String(row.name)) ? revision : Number(row.truncate_before);
			const counted = row.max_count === null ? 0 : revision - Number(row.max_count) + 1;
			yield {
				id: Number(row.id),
				revision,
				below: Math.max(gone, Math.min(revision, Math.max(hidden, counted))),
				before: row.max_age === null ? Number.MIN_SAFE_INTEGER : Date.now() - Number(row.max_age) * 1000,
			};
		}
	}

	#pragma(name: 'freelist_count' | 'page_count' | 'page_size'): number {
		return Number(Object.values(this.#database.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0);
	}
}

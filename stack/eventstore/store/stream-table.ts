import type { DatabaseSync } from 'node:sqlite';
import { isMetastream, originalStreamOf } from './records.ts';
import { metastreamLimits, unlimited } from './stream-metadata.ts';
import type { StreamLimits } from './stream-metadata.ts';
import type { Unsynced } from './unsynced.ts';

/** What is known of a stream by its name, also when nothing was ever written to it. */
export interface StreamState extends StreamLimits {
	name: string;
	/** Row of the stream; undefined until the stream or its metadata is written. */
	id: number | undefined;
	/** Revision of the last event, hidden ones included; -1 when there is none. */
	revision: number;
	/** Deleted for ever. A metadata stream is when its stream is. */
	tombstoned: boolean;
}

/** The table of streams: one prepared statement for each thing done with it. */
export class StreamTable {
	readonly #unsynced: Unsynced;
	readonly #select;
	readonly #insert;
	readonly #setRevision;
	readonly #setLimits;
	readonly #setTombstoned;

	constructor(database: DatabaseSync, unsynced: Unsynced) {
		this.#unsynced = unsynced;
		this.#select = database.prepare(`
			SELECT id, revision, tombstoned, max_count, max_age, truncate_before, soft_deleted
			FROM streams WHERE name = ?`);
		this.#insert = database.prepare('INSERT INTO streams (name) VALUES (?)');
		this.#setRevision = database.prepare('UPDATE streams SET revision = ? WHERE id = ?');
		this.#setLimits = database.prepare(
			'UPDATE streams SET max_count = ?, max_age = ?, truncate_before = ?, soft_deleted = ? WHERE id = ?');
		this.#setTombstoned = database.prepare('UPDATE streams SET tombstoned = 1 WHERE id = ?');
	}

	find(name: string): StreamState {
		const stream = this.#row(name);
		if (!isMetastream(name)) return stream;
		return { ...stream, ...metastreamLimits, tombstoned: stream.tombstoned || this.#row(originalStreamOf(name)).tombstoned };
	}

	/** The row of a stream that is about to be changed, made when it is missing. */
	idOf(stream: StreamState): number {
		const { name } = stream;
		// What is found of a metadata stream is not its row alone.
		if (!this.#unsynced.has(name)) this.#unsynced.keep(isMetastream(name) ? this.#row(name) : stream);
		return stream.id ?? Number(this.#insert.run(stream.name).lastInsertRowid);
	}

	setRevision(id: number, revision: number): void {
		this.#setRevision.run(revision, id);
	}

	setLimits(id: number, limits: StreamLimits): void {
		const { maxCount, maxAge, truncateBefore, softDeleted } = limits;
		this.#setLimits.run(maxCount, maxAge, truncateBefore, softDeleted ? 1 : 0, id);
	}

	setTombstoned(id: number): void {
		this.#setTombstoned.run(id);
	}

	#row(name: string): StreamState {
		return this.#unsynced.stream(name) ?? this.#newest(name);
	}

	#newest(name: string): StreamState {
		const row = this.#select.get(name);
		if (row === undefined) return { name, id: undefined, revision: -1, tombstoned: false, ...unlimited };
		return {
			name,
			id: Number(row.id),
			revision: Number(row.revision),
			tombstoned: row.tombstoned === 1,
			maxCount: row.max_count === null ? null : Number(row.max_count),
			maxAge: row.max_age === null ? null : Number(row.max_age),
			truncateBefore: Number(row.truncate_before),
			softDeleted: row.soft_deleted === 1,
		};
	}
}

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { EventRecord, ProposedEvent } from './records.ts';
import type { Unsynced } from './unsynced.ts';

type Row = Record<string, SQLOutputValue>;

/** Positions leave gaps between events, as those of a real log do, so that no client counts on their distance. */
const positionsPerEvent = 100;

const columns = 'events.sequence, events.revision, events.id, events.type, events.is_json, events.created, '
	+ 'events.data, events.metadata';

/** The first row of the log whose position is at least (or, backwards, the last whose is at most) the given one. */
export const sequenceAt = {
	orAfter: (position: number): number => Math.ceil(position / positionsPerEvent),
	orBefore: (position: number): number => Math.floor(position / positionsPerEvent),
};

/** Position of a row of the log. */
export function positionOf(sequence: number): number {
	return sequence * positionsPerEvent;
}

/** The place behind an event where a page of the log ends: no event has it, and a read may begin there. */
export function positionBehind(position: number): number {
	return position + positionsPerEvent / 2;
}

/** Whether a read may begin at a position: it is an event's, or lies where a page ends. */
export function isBoundary(position: number): boolean {
	return position % (positionsPerEvent / 2) === 0;
}

/** The table of events: one prepared statement for each thing done with it. */
export class EventTable {
	readonly #unsynced: Unsynced;
	readonly #insert;
	readonly #byId;
	readonly #byRevision;
	readonly #tombstone;
	readonly #delete;
	readonly #last;
	readonly #streamForwards;
	readonly #streamBackwards;
	readonly #allForwards;
	readonly #allBackwards;

	constructor(database: DatabaseSync, unsynced: Unsynced) {
		this.#unsynced = unsynced;
		this.#insert = database.prepare(`
			INSERT INTO events (stream, revision, id, type, is_json, created, data, metadata)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
		this.#byId = database.prepare(
			'SELECT stream, sequence, revision FROM events WHERE id = ? ORDER BY sequence LIMIT 1');
		this.#byRevision = database.prepare(`SELECT ${columns} FROM events WHERE stream = ? AND revision = ?`);
		this.#tombstone = database.prepare(
			`SELECT ${columns} FROM events WHERE stream = ? AND revision IS NULL ORDER BY sequence DESC LIMIT 1`);
		this.#delete = database.prepare('DELETE FROM events WHERE sequence = ?');
		this.#last = database.prepare('SELECT max(sequence) AS sequence FROM events');
		const inStream = `SELECT ${columns} FROM events WHERE stream = ? AND revision BETWEEN ? AND ? AND created >= ?`;
		this.#streamForwards = database.prepare(`${inStream} ORDER BY revision`);
		this.#streamBackwards = database.prepare(`${inStream} ORDER BY revision DESC`);
		// The cross join keeps SQLite from walking the streams first.
		const inLog = `SELECT ${columns}, streams.name FROM events CROSS JOIN streams ON streams.id = events.stream`;
		this.#allForwards = database.prepare(`${inLog} WHERE sequence BETWEEN ? AND ? ORDER BY sequence`);
		this.#allBackwards = database.prepare(`${inLog} WHERE sequence BETWEEN ? AND ? ORDER BY sequence DESC`);
	}

	/** @returns the event's position */
	insert(stream: number, revision: number | null, event: ProposedEvent, created: number): number {
		const { id, type, isJson, data, metadata } = event;
		const result = this.#insert.run(stream, revision, id, type, isJson ? 1 : 0, created, data, metadata);
		return positionOf(Number(result.lastInsertRowid));
	}

	/**
	 * Where an event id first stands in a stream. As the vendor's server does, a stream knows only the ids that it was the first
	 * to have.
	 */
	findById(stream: number, id: Uint8Array): { revision: number; position: number } | undefined {
		const row = this.#byId.get(id);
		if (row === undefined || Number(row.stream) !== stream) return undefined;
		return { revision: Number(row.revision), position: positionOf(Number(row.sequence)) };
	}

	findByRevision(stream: number, name: string, revision: number): EventRecord | undefined {
		if (revision > this.#lastRevision(name)) return undefined;
		const row = this.#byRevision.get(stream, revision);
		return row && toRecord(row, name);
	}

	/** The event that ended a stream for ever. */
	findTombstone(stream: number, name: string): EventRecord | undefined {
		if (this.#unsynced.stream(name)?.tombstoned === false) return undefined;
		const row = this.#tombstone.get(stream);
		return row && toRecord(row, name);
	}

	/** @returns a position that no event has or will have: of a write that wrote nothing */
	unusedPosition(): number {
		const none = new Uint8Array();
		const { lastInsertRowid } = this.#insert.run(0, null, none, '', 0, 0, none, none);
		this.#delete.run(lastInsertRowid);
		return positionOf(Number(lastInsertRowid));
	}

	/** Row of the newest event; 0 when the log is empty. */
	lastSequence(): number {
		return this.#unsynced.last ?? Number(this.#last.get()?.sequence ?? 0);
	}

	/** Row of an event. */
	sequenceOf(event: EventRecord): number {
		return sequenceAt.orBefore(event.position);
	}

	/** Events of a stream between two revisions (both included), none older than `created`. Stop it early at will. */
	*inStream(
		direction: 'forwards' | 'backwards',
		stream: { id: number; name: string },
		range: { from: number; to: number; created: number },
	): Generator<EventRecord> {
		const statement = direction === 'forwards' ? this.#streamForwards : this.#streamBackwards;
		const to = Math.min(range.to, this.#lastRevision(stream.name));
		for (const row of statement.iterate(stream.id, range.from, to, range.created)) {
			yield toRecord(row, stream.name);
		}
	}

	/** Events of the log between two rows (both included). Stop it early at will. */
	*inLog(direction: 'forwards' | 'backwards', from: number, to: number): Generator<EventRecord> {
		const statement = direction === 'forwards' ? this.#allForwards : this.#allBackwards;
		const last = Math.min(to, this.#unsynced.last ?? to);
		for (const row of statement.iterate(from, last)) yield toRecord(row, String(row.name));
	}

	/** The highest revision of a stream that may be seen. */
	#lastRevision(stream: string): number {
		return this.#unsynced.stream(stream)?.revision ?? Number.MAX_SAFE_INTEGER;
	}
}

function toRecord(row: Row, stream: string): EventRecord {
	return {
		stream,
		revision: row.revision === null ? null : Number(row.revision),
		position: positionOf(Number(row.sequence)),
		id: row.id as Uint8Array,
		type: String(row.type),
		isJson: row.is_json === 1,
		created: Number(row.created),
		data: row.data as Uint8Array,
		metadata: row.metadata as Uint8Array,
	};
}

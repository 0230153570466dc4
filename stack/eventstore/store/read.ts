import { sequenceAt } from './event-table.ts';
import type { EventTable } from './event-table.ts';
import { eventType } from './records.ts';
import type { EventRecord, ResolvedEvent } from './records.ts';
import type { StreamState, StreamTable } from './stream-table.ts';

export type Direction = 'forwards' | 'backwards';

/** Part of a stream or of the log. `next` is where to go on; undefined at the end. */
export interface Page {
	events: EventRecord[];
	next: number | undefined;
}

/** A page ends after this many events, or with the event that brings it to this many bytes. */
const pageEvents = 512;
const pageBytes = 1024 * 1024;

/** What reads the log. Everything is read in one go: a page shows one state of the database. */
export class Reader {
	readonly #streams: StreamTable;
	readonly #events: EventTable;

	constructor(streams: StreamTable, events: EventTable) {
		this.#streams = streams;
		this.#events = events;
	}

	stream(name: string): StreamState {
		return this.#streams.find(name);
	}

	/**
	 * A page of a stream, leaving out what its metadata hides.
	 *
	 * @param from revision of the first event, which may lie beyond either end
	 * @param limit at most so many events
	 */
	streamPage(stream: StreamState, direction: Direction, from: number, limit: number): Page {
		const oldest = stream.maxAge === null ? Number.MIN_SAFE_INTEGER : Date.now() - stream.maxAge * 1000;
		return this.#streamPage(stream, direction, from, limit, firstVisible(stream), oldest);
	}

	/** A page of a stream forwards, hidden events included: what a live subscription follows. */
	livePage(stream: StreamState, from: number): Page {
		return this.#streamPage(stream, 'forwards', from, pageEvents, 0, Number.MIN_SAFE_INTEGER);
	}

	/**
	 * A page of the whole log.
	 *
	 * @param from position, which may lie beyond either end: forwards the first event is the one at it or after it,
	 *   backwards the one before it
	 */
	allPage(direction: Direction, from: number, limit: number): Page {
		const first = direction === 'forwards' ? sequenceAt.orAfter(from) : sequenceAt.orBefore(from - 1);
		const range: [number, number] = direction === 'forwards'
			? [first, Number.MAX_SAFE_INTEGER]
			: [0, Math.min(first, Number.MAX_SAFE_INTEGER)];
		const page = fill(this.#events.inLog(direction, ...range), limit);
		const last = page.events.at(-1);
		if (!page.more || last === undefined) return { events: page.events, next: undefined };
		return { events: page.events, next: direction === 'forwards' ? last.position + 1 : last.position };
	}

	/** An event by its stream and revision, as a read of that stream would show it. */
	event(name: string, revision: number): EventRecord | undefined {
		const stream = this.#streams.find(name);
		if (stream.id === undefined || stream.tombstoned || stream.softDeleted) return undefined;
		if (revision < firstVisible(stream)) return undefined;
		const event = this.#events.findByRevision(stream.id, name, revision);
		const expired = stream.maxAge !== null && event !== undefined && event.created < Date.now() - stream.maxAge * 1000;
		return expired ? undefined : event;
	}

	/** The event that ended a tombstoned stream. */
	tombstone(stream: StreamState): EventRecord | undefined {
		return stream.id === undefined ? undefined : this.#events.findTombstone(stream.id, stream.name);
	}

	/**
	 * Resolves a link event; every other event stands for itself. A link's data is `revision@stream`, -1 being the last
	 * revision; one that says something else is no link.
	 */
	resolve(event: EventRecord): ResolvedEvent {
		if (event.type !== eventType.link) return { event };
		const [, revision, stream] = /^(-1|\d+)@(.*)$/s.exec(Buffer.from(event.data).toString()) ?? [];
		if (revision === undefined || stream === undefined) return { event };
		const target = revision === '-1' ? this.#streams.find(stream).revision : Number(revision);
		return { link: event, event: this.event(stream, target) };
	}

	#streamPage(
		stream: StreamState, direction: Direction, from: number, limit: number, lowest: number, created: number,
	): Page {
		const { id, name } = stream;
		if (id === undefined) return { events: [], next: undefined };
		const range = direction === 'forwards'
			? { from: Math.max(from, lowest), to: Number.MAX_SAFE_INTEGER, created }
			: { from: lowest, to: from, created };
		const page = fill(this.#events.inStream(direction, { id, name }, range), limit);
		const last = page.events.at(-1)?.revision ?? undefined;
		if (!page.more || last === undefined) return { events: page.events, next: undefined };
		return { events: page.events, next: direction === 'forwards' ? last + 1 : last - 1 };
	}
}

/** Lowest revision that `$maxCount` and `$tb` leave to see. */
function firstVisible(stream: StreamState): number {
	const byCount = stream.maxCount === null ? 0 : stream.revision - stream.maxCount + 1;
	return Math.max(0, byCount, stream.truncateBefore);
}

function fill(source: Iterable<EventRecord>, limit: number): { events: EventRecord[]; more: boolean } {
	const events: EventRecord[] = [];
	let bytes = 0;
	if (limit <= 0) return { events, more: false };
	for (const event of source) {
		events.push(event);
		bytes += event.data.length + event.metadata.length;
		if (events.length >= Math.min(limit, pageEvents) || bytes >= pageBytes) return { events, more: true };
	}
	return { events, more: false };
}

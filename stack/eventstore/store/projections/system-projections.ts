import { randomUUID } from 'node:crypto';
import type { Reader } from '../read.ts';
import { eventType, isMetastream, originalStreamOf } from '../records.ts';
import type { EventRecord, ProposedEvent } from '../records.ts';
import { softDeleteMetadata } from '../stream-metadata.ts';
import { uuidBytes, uuidText } from '../uuid.ts';

/** A tombstone's revision on the wire: the largest 64-bit integer. */
const tombstoneRevision = '9223372036854775807';

/** What a projection adds to a stream of its own: a link, or the name of a stream. */
export interface Emitted {
	stream: string;
	type: string;
	data: string;
	/** Members of the metadata beside those that all have. */
	metadata?: Record<string, string>;
}

/** What a projection makes of an event; undefined when the event is none of its business. */
export type Projection = (event: EventRecord, read: Reader) => Emitted | undefined;

/** Type of an event that names a stream, as a link names an event. */
const streamReference = '$@';

/**
 * The vendor's system projections: each sorts every event of the log into streams of links. A link that an application
 * wrote is passed on, so that a link never points to a link, unless it leads nowhere. Only `$by_category` knows of
 * deletions: it links to the metadata that hides a stream, and to a tombstone.
 */
export const systemProjections: Record<string, Projection> = {
	/** `$ce-<category>`: the events of all streams whose name begins with `<category>-`. */
	$by_category: (event, read) => {
		const deletes = event.type === eventType.metadata && softDeleteMetadata.equals(event.data);
		const category = categoryOf(deletes && isMetastream(event.stream) ? originalStreamOf(event.stream) : event.stream);
		if (category === undefined) return undefined;
		if (event.type === eventType.link && read.resolve(event).event === undefined) return undefined;
		return { ...link(`$ce-${category}`, targetOf(event)), metadata: { $o: event.stream } };
	},

	/** `$et-<type>`: the events of a type. */
	$by_event_type: (event) => {
		return event.revision === null || event.type === eventType.link || isSystemStream(event.stream)
			? undefined
			: link(`$et-${event.type}`, targetOf(event));
	},

	/** `$bc-<id>`: the events whose metadata names a correlation id. */
	$by_correlation_id: (event) => {
		const correlation = event.type === eventType.link ? undefined : correlationOf(event);
		if (correlation === undefined) return undefined;
		const eventTimestamp = new Date(event.created).toISOString();
		return { ...link(`$bc-${correlation}`, targetOf(event)), metadata: { $eventTimestamp: eventTimestamp } };
	},

	/** `$category-<category>`: the streams of a category. */
	$stream_by_category: (event) => {
		const category = event.revision === 0 ? categoryOf(event.stream) : undefined;
		return category === undefined
			? undefined
			: { stream: `$category-${category}`, type: streamReference, data: event.stream };
	},

	/** `$streams`: the first event of every stream. */
	$streams: (event) => event.revision === 0 && !isSystemStream(event.stream)
		? link('$streams', `0@${event.stream}`)
		: undefined,
};

/** Last parts of `$v`: the vendor's number for the format of what a projection writes. */
const systemVersion = 4;

/**
 * The event that a projection writes, with metadata in the vendor's order.
 *
 * @param projection the number under which it is registered, and the version of its settings
 */
export function emittedEvent(
	{ type, data, metadata }: Emitted, cause: EventRecord, projection: number, version: number,
): ProposedEvent {
	const place = `"$c":${cause.position},"$p":${cause.position}`;
	const own = metadata === undefined ? '' : `,${JSON.stringify(metadata).slice(1, -1)}`;
	return {
		id: uuidBytes(randomUUID()),
		type,
		isJson: false,
		data: Buffer.from(data),
		metadata: Buffer.from(`{"$v":"${projection}:-1:${version}:${systemVersion}",${place}${own},${causeMembers(cause)}}`),
	};
}

/** Several projections link the same event one after another. */
let lastCause: { event: EventRecord; members: string } | undefined;

/** The members of metadata that name a cause, as JSON without brackets. */
function causeMembers(event: EventRecord): string {
	if (lastCause?.event === event) return lastCause.members;
	const correlation = event.isJson ? correlationOf(event) : undefined;
	const correlated = correlation === undefined ? '' : `,"$correlationId":${JSON.stringify(correlation)}`;
	const members = `"$causedBy":"${uuidText(event.id)}"${correlated}`;
	lastCause = { event, members };
	return members;
}

/** The database's own streams; the metadata of a stream is not one of them unless it is of such a one. */
function isSystemStream(stream: string): boolean {
	return (isMetastream(stream) ? originalStreamOf(stream) : stream).startsWith('$');
}

/** What stands before the first hyphen; system streams have no category. */
function categoryOf(stream: string): string | undefined {
	const separator = stream.indexOf('-');
	return stream.startsWith('$') || separator <= 0 ? undefined : stream.slice(0, separator);
}

function correlationOf(event: EventRecord): string | undefined {
	if (event.metadata.length === 0) return undefined;
	try {
		const metadata: unknown = JSON.parse(Buffer.from(event.metadata).toString());
		if (typeof metadata !== 'object' || metadata === null || !('$correlationId' in metadata)) return undefined;
		return typeof metadata.$correlationId === 'string' ? metadata.$correlationId : undefined;
	} catch {
		return undefined;
	}
}

function targetOf(event: EventRecord): string {
	if (event.type === eventType.link) return Buffer.from(event.data).toString();
	return `${event.revision ?? tombstoneRevision}@${event.stream}`;
}

function link(stream: string, target: string): Emitted {
	return { stream, type: eventType.link, data: target };
}

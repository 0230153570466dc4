import { isMetastream } from '../../store/records.ts';
import type { EventRecord, ResolvedEvent } from '../../store/records.ts';
import { uuidText } from '../../store/uuid.ts';

/** Events on a page of a feed unless the client says. */
export const defaultPageSize = 20;

/** Whose feeds these are. */
export const author = { name: 'EventStore' };

interface Link {
	uri: string;
	relation: string;
}

/** What all entries and feeds have (RFC 4287, in the vendor's JSON). */
interface Element {
	title: string;
	id: string;
	updated: string;
	author: { name: string };
	links: Link[];
}

/** An event in a feed; with `embed=body` its content too. */
export interface Entry extends Element {
	summary: string;
	[embedded: string]: unknown;
}

/** A page of a stream, newest event first. */
export interface Feed extends Element {
	streamId: string;
	headOfStream: boolean;
	selfUrl: string;
	/** Null where a page is never the same again. */
	eTag: string | null;
	entries: Entry[];
}

/** Where a page lies, and where to go on from it: revisions, or positions of `$all` in the form that links have. */
export interface Place {
	stream: string;
	/** Path of the page below the stream. */
	self: string;
	headOfStream: boolean;
	/** Changes whenever the page does. */
	version: number;
	/** Paths of the pages around it. */
	links: { relation: string; path: string }[];
}

export function streamUri(origin: string, stream: string): string {
	return `${origin}/streams/${encodeURIComponent(stream.toWellFormed())}`;
}

/** @param embed whether the entries carry the events themselves */
export function feedOf(events: readonly ResolvedEvent[], place: Place, origin: string, embed: boolean): Feed {
	const uri = streamUri(origin, place.stream);
	const newest = events[0]?.link ?? events[0]?.event;
	return {
		title: `Event stream '${place.stream}'`,
		id: uri,
		updated: new Date(newest?.created ?? 0).toISOString(),
		streamId: place.stream,
		author,
		headOfStream: place.headOfStream,
		selfUrl: uri,
		eTag: `${place.version};embedded`,
		links: [
			{ uri: uri + place.self, relation: 'self' },
			...place.links.map(({ relation, path }) => ({ uri: uri + path, relation })),
			...(isMetastream(place.stream) ? [] : [{ uri: `${uri}/metadata`, relation: 'metadata' }]),
		],
		entries: events.map((event) => entryOf(event, origin, embed)),
	};
}

/** One event as an entry with its content. */
export function contentOf(resolved: ResolvedEvent, origin: string): Entry {
	const { event, link } = resolved;
	const shown = event ?? link;
	return {
		...entryOf(resolved, origin, false),
		retryCount: 0,
		content: shown === undefined ? {} : {
			eventStreamId: shown.stream,
			eventNumber: shown.revision,
			eventType: shown.type,
			eventId: uuidText(shown.id),
			data: dataOf(shown),
			metadata: textOf(shown.metadata),
		},
	};
}

/** An event as an entry of a feed. */
export function entryOf({ event, link }: ResolvedEvent, origin: string, embed: boolean): Entry {
	const place = link ?? event;
	if (place === undefined) throw new Error('An entry is of an event or a link.');
	const shown = event ?? place;
	const uri = `${streamUri(origin, shown.stream)}/${shown.revision ?? 'tombstone'}`;
	return {
		...(embed ? embedded(shown, place) : {}),
		title: `${shown.revision ?? 'tombstone'}@${shown.stream}`,
		id: uri,
		updated: new Date(shown.created).toISOString(),
		author,
		summary: shown.type,
		links: [{ uri, relation: 'edit' }, { uri, relation: 'alternate' }],
	};
}

function embedded(event: EventRecord, place: EventRecord): Record<string, unknown> {
	return {
		eventId: uuidText(event.id),
		eventType: event.type,
		eventNumber: event.revision,
		streamId: event.stream,
		isJson: event.isJson,
		isMetaData: event.metadata.length > 0,
		isLinkMetaData: place !== event && place.metadata.length > 0,
		data: textOf(event.data),
		...(event.metadata.length > 0 ? { metaData: textOf(event.metadata) } : {}),
		positionEventNumber: place.revision,
		positionStreamId: place.stream,
	};
}

/** JSON data as it is meant, everything else as text. */
function dataOf(event: EventRecord): unknown {
	const text = textOf(event.data);
	if (!event.isJson) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function textOf(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString();
}

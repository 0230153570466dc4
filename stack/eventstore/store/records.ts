/** An event as a client proposes it. */
export interface ProposedEvent {
	/** UUID, 16 bytes. */
	id: Uint8Array;
	type: string;
	/** Whether the client declared `application/json`; the data itself is never looked at. */
	isJson: boolean;
	data: Uint8Array;
	metadata: Uint8Array;
}

/** An event as the log holds it. */
export interface EventRecord extends ProposedEvent {
	stream: string;
	/** Null for the tombstone, whose revision on the wire is the largest 64-bit integer. */
	revision: number | null;
	/** Position in the log; commit and prepare position are the same here. */
	position: number;
	/** Milliseconds since 1970. */
	created: number;
}

/**
 * What a read hands out: an event as it stands in the stream that was read, or, with links resolved, the link and the
 * event that it points to. A link whose target is missing, hidden or deleted comes without an event.
 */
export interface ResolvedEvent {
	event?: EventRecord;
	link?: EventRecord;
}

/** Expected revision of a stream: a state, or the exact revision of its last event. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** Event types with a meaning to the database itself. */
export const eventType = {
	link: '$>',
	metadata: '$metadata',
	streamDeleted: '$streamDeleted',
} as const;

/** Prefix of the stream that holds another stream's metadata. */
export const metastreamPrefix = '$$';

export function isMetastream(stream: string): boolean {
	return stream.startsWith(metastreamPrefix);
}

export function metastreamOf(stream: string): string {
	return metastreamPrefix + stream;
}

export function originalStreamOf(metastream: string): string {
	return metastream.slice(metastreamPrefix.length);
}

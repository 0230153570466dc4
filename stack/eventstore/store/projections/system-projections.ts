import { randomUUID } from 'node:crypto';
import { eventType, isMetastream, originalStreamOf } from '../records.ts';
import type { EventRecord, ProposedEvent } from '../records.ts';
import { uuidBytes, uuidText } from '../uuid.ts';

/** A link that a projection adds to a stream of its own. */
export interface Emitted {
	stream: string;
	event: ProposedEvent;
}

/** What a projection makes of an event; undefined when the event is none of its business. */
export type Projection = (event: EventRecord) => Emitted | undefined;

/** Type of an event that names a stream, as a link names an event. */
const streamReference = '$@';

/**
 * The vendor's system projections: each sorts every event of the log into streams of links. A link that an application
 * wrote is passed on, so that a link never points to a link; deletions are passed over.
 */
export const systemProjections: Record<string, Projection> = {
	/** `$ce-<category>`: the events of all streams whose name begins with `<category>-`. */
	$by_category: (event) => {
		const category = categoryOf(event.stream);
		return category === undefined ? undefined : link(`$ce-${category}`, event, targetOf(event), { $o: event.stream });
	},

	/** `$et-<type>`: the events of a type. */
	$by_event_type: (event) => {
		return event.type === eventType.link || isSystemStream(event.stream)
			? undefined
			: link(`$et-${event.type}`, event, targetOf(event));
	},

	/** `$bc-<id>`: the events whose metadata names a correlation id. */
	$by_correlation_id: (event) => {
		const correlation = event.type === eventType.link ? undefined : correlationOf(event);
		if (correlation === undefined) return undefined;
		const eventTimestamp = new Date(event.created).toISOString();
		return link(`$bc-${correlation}`, event, targetOf(event), { $eventTimestamp: eventTimestamp });
	},

	/** `$category-<category>`: the streams of a category. */
	$stream_by_category: (event) => {
		const category = event.revision === 0 ? categoryOf(event.stream) : undefined;
		return category === undefined
			? undefined
			: emitted(`$category-${category}`, streamReference, event.stream, event);
	},

	/** `$streams`: the first event of every stream. */
	$streams: (event) => event.revision === 0 && !isSystemStream(event.stream)
		? link('$streams', event, `0@${event.stream}`)
		: undefined,
};

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
	return event.type === eventType.link ? Buffer.from(event.data).toString() : `${event.revision}@${event.stream}`;
}

function link(stream: string, cause: EventRecord, target: string, metadata: Record<string, string> = {}): Emitted {
	return emitted(stream, eventType.link, target, cause, metadata);
}

function emitted(
	stream: string, type: string, data: string, cause: EventRecord, more: Record<string, string> = {},
): Emitted {
	const correlation = correlationOf(cause);
	const metadata = {
		$c: cause.position,
		$p: cause.position,
		$causedBy: uuidText(cause.id),
		...(correlation === undefined ? {} : { $correlationId: correlation }),
		...more,
	};
	return {
		stream,
		event: {
			id: uuidBytes(randomUUID()),
			type,
			isJson: false,
			data: Buffer.from(data),
			metadata: Buffer.from(JSON.stringify(metadata)),
		},
	};
}

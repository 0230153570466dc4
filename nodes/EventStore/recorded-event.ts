import type { RecordedEvent, ResolvedEvent } from '@eventstore/db-client';

import { toJsonNumber, toJsonPosition } from './revision.ts';

/** Type of the events by which the database's projections point to other events. */
const LINK = '$>';

/** An event as items carry it. */
export type EventItem = {
	stream: string;
	/** Number in the stream; text when too large to be exact. */
	revision: number | string;
	id: string;
	type: string;
	/** As appended; base64 when it is not JSON. */
	data: unknown;
	contentType: 'application/json' | 'application/octet-stream';
	metadata: unknown;
	/** ISO 8601. */
	created: string;
	position?: { commit: string; prepare: string };
	/** The event that pointed to this one, when links were resolved. */
	link?: { stream: string; revision: number | string; id: string };
};

/** A link whose event is no longer there. */
export type DanglingLink = {
	stream: string;
	revision: number | string;
	missing: true;
	link: { stream: string; revision: number | string; id: string };
};

/** Turns what a read yields into an item: the event, with the link that led to it. */
export function toEventItem({ event, link }: ResolvedEvent): EventItem | DanglingLink {
	if (event === undefined) {
		if (link === undefined) throw new Error('The event store sent a record with neither event nor link');
		return { ...linkTarget(link), missing: true, link: placeOf(link) };
	}
	return {
		...placeOf(event),
		type: event.type,
		data: dataOf(event),
		contentType: event.isJson ? 'application/json' : 'application/octet-stream',
		metadata: event.metadata instanceof Uint8Array ? base64(event.metadata) : (event.metadata ?? {}),
		created: event.created.toISOString(),
		position: toJsonPosition(event.position),
		...(link && { link: placeOf(link) }),
	};
}

/** Where a link points: its data is `revision@stream`. */
export function linkTarget(link: RecordedEvent): { stream: string; revision: number | string } {
	const [revision = '', ...stream] = textOf(link).split('@');
	return { stream: stream.join('@'), revision: /^\d+$/.test(revision) ? toJsonNumber(BigInt(revision)) : revision };
}

function placeOf({ streamId, revision, id }: RecordedEvent): { stream: string; revision: number | string; id: string } {
	return { stream: streamId, revision: toJsonNumber(revision), id };
}

function dataOf(event: RecordedEvent): unknown {
	if (event.type === LINK) return textOf(event);
	return event.data instanceof Uint8Array ? base64(event.data) : event.data;
}

function textOf({ data }: RecordedEvent): string {
	return data instanceof Uint8Array ? Buffer.from(data).toString() : typeof data === 'string' ? data : JSON.stringify(data);
}

function base64(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('base64');
}

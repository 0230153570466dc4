import type { RecordedEvent, ResolvedEvent } from '@eventstore/db-client';

import { type Carried, digitsAsText, mayRound, parseExactly } from '../shared/exact-json.ts';
import { dataText, metadataText } from './json-text.ts';
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
	/** As appended, but for numbers that items cannot carry; base64 when it is not JSON. */
	data: unknown;
	contentType: 'application/json' | 'application/octet-stream';
	metadata: unknown;
	/** Paths in data and metadata at which a text stands in place of a number that would have been rounded. */
	numbersAsText?: string[];
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

/**
 * Turns what a read yields into an item: the event, with the link that led to it.
 *
 * @param jsonAsText gives the JSON of data and metadata as the text that it was appended as
 */
export function toEventItem({ event, link }: ResolvedEvent, jsonAsText = false): EventItem | DanglingLink {
	if (event === undefined) {
		if (link === undefined) throw new Error('The event store sent a record with neither event nor link');
		return { ...linkTarget(link), missing: true, link: placeOf(link) };
	}
	const data = dataOf(event, jsonAsText);
	const metadata = metadataOf(event, jsonAsText);
	const numbersAsText = [...data.paths, ...metadata.paths];
	return {
		...placeOf(event),
		type: event.type,
		data: data.value,
		contentType: event.isJson ? 'application/json' : 'application/octet-stream',
		metadata: metadata.value,
		...(numbersAsText.length > 0 && { numbersAsText }),
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

function dataOf(event: RecordedEvent, asText: boolean): Carried {
	if (event.type === LINK) return { value: textOf(event), paths: [] };
	if (event.data instanceof Uint8Array) return { value: base64(event.data), paths: [] };
	const text = dataText(event);
	return asText ? { value: text ?? JSON.stringify(event.data), paths: [] } : carried(event.data, text, 'data');
}

function metadataOf(event: RecordedEvent, asText: boolean): Carried {
	if (event.metadata instanceof Uint8Array) return { value: base64(event.metadata), paths: [] };
	const text = metadataText(event);
	return asText ? { value: text || JSON.stringify(event.metadata ?? {}), paths: [] } : carried(event.metadata ?? {}, text, 'metadata');
}

/** @param parsed what the client made of the text, which is right unless numbers in it are too large */
function carried(parsed: unknown, text: string | undefined, path: string): Carried {
	if (text === undefined || !mayRound(text)) return { value: parsed, paths: [] };
	try {
		return digitsAsText(parseExactly(text), path);
	} catch (thrown) {
		// What calls itself JSON need not be it; the client then gives the text.
		if (thrown instanceof SyntaxError) return { value: parsed, paths: [] };
		throw thrown;
	}
}

function textOf({ data }: RecordedEvent): string {
	return data instanceof Uint8Array ? Buffer.from(data).toString() : typeof data === 'string' ? data : JSON.stringify(data);
}

function base64(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('base64');
}

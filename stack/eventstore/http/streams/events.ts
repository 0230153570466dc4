import type { ProposedEvent } from '../../store/records.ts';
import { uuidBytes } from '../../store/uuid.ts';
import { badRequest } from '../answer.ts';

/** What the request's headers say of the one event in its body. */
interface Described {
	contentType: string;
	type: string | undefined;
	id: string | undefined;
}

const listTypes = new Set(['application/vnd.eventstore.events+json', 'application/vnd.kurrent.events+json']);

/**
 * The events in the body of a request: a list of them with their ids and types, or one that the headers describe. As on
 * the vendor's server nobody looks whether JSON is JSON.
 *
 * @returns `no id` for one event without an id
 * @throws HttpError when a type is missing, or a list cannot be read
 */
export function eventsOf(body: Buffer, { contentType, type, id }: Described): ProposedEvent[] | 'no id' {
	if (listTypes.has(contentType)) return listOf(body);
	if (type === undefined) {
		throw badRequest('Must include an event type with the request either in body or as ES-EventType header.');
	}
	if (id === undefined) return 'no id';
	const isJson = contentType === 'application/json';
	return [{ id: idBytes(id), type, isJson, data: body, metadata: new Uint8Array() }];
}

function listOf(body: Buffer): ProposedEvent[] {
	let list: unknown;
	try {
		list = JSON.parse(body.toString());
	} catch {
		throw badRequest('Write request body invalid.');
	}
	if (!Array.isArray(list) || list.length === 0) throw badRequest('Write request body invalid.');
	return list.map((item: unknown) => {
		const { eventId, eventType, data, metadata } = (item ?? {}) as Record<string, unknown>;
		if (typeof eventId !== 'string') throw badRequest('Empty eventId provided.');
		if (typeof eventType !== 'string' || eventType === '') throw badRequest('Empty eventType provided.');
		return { id: idBytes(eventId), type: eventType, isJson: typeof data !== 'string', data: bytesOf(data), metadata: bytesOf(metadata) };
	});
}

/** Text goes as it is, everything else as JSON. */
function bytesOf(value: unknown): Buffer {
	if (value === undefined || value === null) return Buffer.alloc(0);
	return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

function idBytes(id: string): Uint8Array {
	try {
		return uuidBytes(id);
	} catch {
		throw badRequest(`'${id}' is not a valid event id.`);
	}
}

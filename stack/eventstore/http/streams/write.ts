import { randomUUID } from 'node:crypto';
import { eventType, metastreamOf } from '../../store/records.ts';
import { badRequest, HttpError, text } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../resource.ts';
import { streamFor } from './access.ts';
import { eventsOf } from './events.ts';
import { streamUri } from './feed.ts';
import { expectedRevision, header } from './headers.ts';

/** Appends what the body holds: one event, or a list of them. Without an id the client is sent where a retry is harmless. */
export async function postEvents(exchange: Exchange): Promise<Answer> {
	return post(exchange, streamFor(exchange, 'write'), 'events');
}

/** Writes the metadata of a stream. */
export async function postMetadata(exchange: Exchange): Promise<Answer> {
	return post(exchange, streamFor(exchange, 'write', metastreamOf(exchange.params.stream ?? '$all')), 'metadata');
}

async function post(exchange: Exchange, stream: string, what: 'events' | 'metadata'): Promise<Answer> {
	const { request, origin, params, context: { store, settings } } = exchange;
	const expected = expectedRevision(request);
	const body = await exchange.body();
	const id = header(request, 'EventId') ?? params.id;
	const type = header(request, 'EventType') ?? (what === 'metadata' ? eventType.metadata : undefined);
	const contentType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
	const events = eventsOf(body, { contentType, type, id: id ?? (what === 'metadata' ? randomUUID() : undefined) });
	if (events === 'no id') {
		const location = `${streamUri(origin, stream)}/incoming/${randomUUID()}`;
		return text(307, 'Forwarding to idempotent URI', { location });
	}
	const size = events.reduce((sum, event) => sum + event.data.length + event.metadata.length + event.type.length * 2, 0);
	if (size > settings.maxAppendSize) throw badRequest(`Maximum Append Size of ${settings.maxAppendSize} Exceeded.`);
	const outcome = await store.append(stream, expected, events);
	switch (outcome.result) {
		case 'success':
			return text(201, '', { location: `${streamUri(origin, stream)}/${outcome.revision - events.length + 1}` });
		case 'wrong_expected_version':
			throw new HttpError(text(400, '', { 'es-currentversion': String(outcome.current) }));
		case 'stream_deleted': throw new HttpError(text(410));
		case 'abandoned': throw new HttpError(text(503));
	}
}

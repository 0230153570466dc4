import { HttpError, text } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../resource.ts';
import { streamFor } from './access.ts';
import { expectedRevision, header } from './headers.ts';

/** Deletes a stream, or with the header `HardDelete` for ever. */
export async function deleteStream(exchange: Exchange): Promise<Answer> {
	const { request, context: { store } } = exchange;
	const stream = streamFor(exchange, 'delete');
	const expected = expectedRevision(request);
	const forEver = header(request, 'HardDelete')?.toLowerCase() === 'true';
	const outcome = await (forEver ? store.tombstone(stream, expected) : store.delete(stream, expected));
	switch (outcome.result) {
		case 'success': return text(204);
		case 'stream_deleted': throw new HttpError(text(410));
		case 'wrong_expected_version':
			throw new HttpError(text(400, '', { 'es-currentversion': String(outcome.current) }));
	}
}

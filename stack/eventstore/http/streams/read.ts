import { isMetastream, metastreamOf } from '../../store/records.ts';
import type { ResolvedEvent } from '../../store/records.ts';
import type { StreamState } from '../../store/stream-table.ts';
import { badRequest, fresh, HttpError, text } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../resource.ts';
import { streamFor } from './access.ts';
import { contentOf, defaultPageSize, feedOf } from './feed.ts';
import type { Place } from './feed.ts';
import { formatOf, render } from './formats.ts';

/** The newest page of a stream, or one counted from a revision; newest event first. */
export function readPage(exchange: Exchange): Answer {
	const { params: { from = 'head', direction = 'backward', count }, context: { store } } = exchange;
	const name = streamFor(exchange, 'read');
	if (direction !== 'forward' && direction !== 'backward') throw new HttpError(text(404));
	const format = formatOf(exchange);
	const size = count === undefined ? defaultPageSize : positive(count, 'count');
	const forwards = direction === 'forward';
	const start = from === 'head' ? undefined : wholeNumber(from, 'event number');
	const stream = existing(exchange, name);
	const first = start ?? stream.revision;
	const page = store.read.streamPage(stream, forwards ? 'forwards' : 'backwards', first, size);
	const events = forwards ? page.events.toReversed() : page.events;
	const place = placeOf(stream, exchange, size, events[0]?.revision ?? first, events.at(-1)?.revision ?? first);
	const feed = feedOf(resolve(exchange, events), place, exchange.origin, exchange.query.get('embed') !== null);
	const etag: Record<string, string> = from === 'head' ? { etag: `"${feed.eTag}"` } : {};
	return { status: 200, headers: { 'content-type': format.contentType, ...fresh, ...etag }, body: render(feed, format) };
}

/** One event, by its revision or the newest. */
export function readEvent(exchange: Exchange): Answer {
	const { params: { number = 'head' }, context: { store }, origin } = exchange;
	const name = streamFor(exchange, 'read');
	const format = formatOf(exchange);
	const wanted = number === 'head' ? undefined : wholeNumber(number, 'event number');
	const stream = existing(exchange, name);
	const event = store.read.event(name, wanted ?? stream.revision);
	if (event === undefined) throw new HttpError(text(404, '{}'));
	const [resolved = { event }] = resolve(exchange, [event]);
	const shown = resolved.event ?? event;
	const body = format.bare ? Buffer.from(shown.data).toString() : render(contentOf(resolved, origin), format);
	const etag: Record<string, string> = number === 'head' ? { etag: `"${stream.revision};embedded"` } : {};
	return { status: 200, headers: { 'content-type': format.contentType, ...fresh, ...etag }, body };
}

/** The newest metadata of a stream; `{}` when there is none. */
export function readMetadata(exchange: Exchange): Answer {
	const { context: { store }, origin } = exchange;
	const name = streamFor(exchange, 'read', metastreamOf(exchange.params.stream ?? '$all'));
	const format = formatOf(exchange);
	const event = store.read.event(name, store.read.stream(name).revision);
	const headers = { 'content-type': format.contentType, ...fresh };
	if (event === undefined) return { status: 200, headers, body: '{}' };
	const body = format.bare ? Buffer.from(event.data).toString() : render(contentOf({ event }, origin), format);
	return { status: 200, headers, body };
}

/** @throws HttpError 404 or 410 when there is nothing to read */
function existing({ context: { store } }: Exchange, name: string): StreamState {
	const stream = store.read.stream(name);
	if (stream.tombstoned) throw new HttpError(text(410));
	const gone = stream.revision < 0 || (stream.softDeleted && !isMetastream(name));
	if (gone) throw new HttpError(text(404));
	return stream;
}

function resolve({ context: { store }, request }: Exchange, events: Parameters<typeof store.read.resolve>[0][]): ResolvedEvent[] {
	const { headers } = request;
	const asked = headers['es-resolvelinktos'] ?? headers['kurrent-resolvelinktos'];
	return events.map((event) => (asked === 'false' ? { event } : store.read.resolve(event)));
}

function placeOf(stream: StreamState, { params }: Exchange, size: number, newest: number, oldest: number): Place {
	const { from, direction, count } = params;
	const page = (start: number | 'head', way: string) => `/${start}/${way}/${size}`;
	return {
		stream: stream.name,
		self: from === undefined ? '' : `/${from}/${direction}/${count}`,
		headOfStream: newest >= stream.revision,
		version: stream.revision,
		links: [
			{ relation: 'first', path: page('head', 'backward') },
			...(oldest > 0 ? [
				{ relation: 'last', path: page(0, 'forward') },
				{ relation: 'next', path: page(oldest - 1, 'backward') },
			] : []),
			{ relation: 'previous', path: page(newest + 1, 'forward') },
		],
	};
}

function positive(value: string, what: string): number {
	const number = Number(value);
	if (!/^\d{1,9}$/.test(value) || number < 1) throw badRequest(`'${value}' is not valid ${what}. Should be positive integer`);
	return number;
}

function wholeNumber(value: string, what: string): number {
	if (!/^\d{1,15}$/.test(value)) throw badRequest(`'${value}' is not valid ${what}`);
	return Number(value);
}

import { badRequest, fresh, HttpError, text } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../resource.ts';
import { streamFor } from './access.ts';
import { defaultPageSize, feedOf } from './feed.ts';
import { formatOf, render } from './formats.ts';

/** A position as links of `$all` have it: commit and prepare position, 16 hexadecimal digits each. */
const positionText = /^([0-9a-f]{16})[0-9a-f]{16}$/i;

/** The newest page of `$all`, or one counted from a position; newest event first. */
export function readAllPage(exchange: Exchange): Answer {
	const { params: { from = 'head', direction = 'backward', count = String(defaultPageSize) }, context: { store } } = exchange;
	streamFor(exchange, 'read', '$all');
	if (direction !== 'forward' && direction !== 'backward') throw new HttpError(text(404));
	const format = formatOf(exchange);
	if (!/^[1-9]\d{0,8}$/.test(count)) throw badRequest(`'${count}' is not valid count. Should be positive integer`);
	const last = store.lastPosition();
	const forwards = direction === 'forward';
	const start = from === 'head' ? last + 1 : fromText(from);
	const page = store.read.allPage(forwards ? 'forwards' : 'backwards', start, Number(count));
	const events = forwards ? page.events.toReversed() : page.events;
	const newest = events[0]?.position ?? start;
	const oldest = events.at(-1)?.position ?? start;
	const feed = feedOf(events.map((event) => ({ event })), {
		stream: '$all',
		self: exchange.params.from === undefined ? '' : `/${from}/${direction}/${count}`,
		headOfStream: newest >= last,
		version: last,
		links: [
			{ relation: 'first', path: `/head/backward/${count}` },
			{ relation: 'last', path: `/${toText(0)}/forward/${count}` },
			{ relation: 'next', path: `/${toText(oldest)}/backward/${count}` },
			{ relation: 'previous', path: `/${toText(newest + 1)}/forward/${count}` },
		],
	}, exchange.origin, exchange.query.get('embed') !== null);
	const etag: Record<string, string> = from === 'head' ? { etag: `"${feed.eTag}"` } : {};
	return { status: 200, headers: { 'content-type': format.contentType, ...fresh, ...etag }, body: render(feed, format) };
}

function toText(position: number): string {
	const half = position.toString(16).padStart(16, '0');
	return half + half;
}

function fromText(text: string): number {
	const [, commit] = positionText.exec(text) ?? [];
	if (commit === undefined) throw badRequest(`'${text}' is not valid position`);
	return Math.min(Number.parseInt(commit, 16), Number.MAX_SAFE_INTEGER);
}

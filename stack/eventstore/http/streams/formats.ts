import type { IncomingMessage } from 'node:http';
import { crossOrigin, HttpError, json } from '../answer.ts';
import type { Exchange } from '../resource.ts';
import { streamUri } from './feed.ts';
import type { Entry, Feed } from './feed.ts';

type Kind = 'json' | 'xml' | 'html';

/** What something can be shown as, by the media types that clients ask for. */
export type Formats = ReadonlyMap<string, Kind>;

/** What a stream can be shown as. */
const streamFormats: Formats = new Map<string, Kind>([
	...['atom', 'events', 'event', 'streamdesc'].flatMap((name) => ['eventstore', 'kurrent']
		.map((vendor): [string, Kind] => [`application/vnd.${vendor}.${name}+json`, 'json'])),
	['application/json', 'json'],
	['application/atom+xml', 'xml'], ['application/xml', 'xml'], ['text/xml', 'xml'],
	['text/html', 'html'],
]);

/** A form that the client accepts, with the header that says so. */
export interface Format {
	kind: Kind;
	/** Whether bare JSON is wanted: of one event its data alone. */
	bare: boolean;
	contentType: string;
}

/**
 * The first of the media types that the client accepts and that there is.
 *
 * @param usual what a client that does not say gets
 * @param anything gives what a client that accepts anything gets
 * @throws HttpError 406 when the client accepts nothing that there is
 */
export function chooseFormat(request: IncomingMessage, formats: Formats, usual: string, anything: () => Format): Format {
	const wanted = (request.headers.accept ?? usual).split(',').map((type) => type.split(';')[0]?.trim().toLowerCase() ?? '');
	for (const type of wanted) {
		const kind = formats.get(type);
		if (kind !== undefined) return { kind, bare: type === 'application/json', contentType: `${type}; charset=utf-8` };
	}
	if (!wanted.includes('*/*')) throw new HttpError({ status: 406, headers: crossOrigin() });
	return anything();
}

/** How a stream is to be shown. @throws HttpError 406 when it cannot be; who accepts anything is told what there is */
export function formatOf({ request, origin, params }: Pick<Exchange, 'request' | 'origin' | 'params'>): Format {
	return chooseFormat(request, streamFormats, 'application/vnd.eventstore.atom+json', () => describe(origin, params));
}

function describe(origin: string, params: Exchange['params']): never {
	const uri = streamUri(origin, params.stream ?? '$all');
	throw new HttpError(json({
		title: `Description document for '${params.stream ?? '$all'}'`,
		description: 'The description document will be presented when no accept header is present or it was requested',
		_links: { self: { href: uri, supportedContentTypes: [...streamFormats.keys()] } },
	}, { 'content-type': 'application/vnd.kurrent.streamdesc+json; charset=utf-8' }, 406));
}

/** A feed or an entry as text. */
export function render(element: Feed | Entry, { kind }: Format): string {
	switch (kind) {
		case 'json': return JSON.stringify(element, undefined, 2);
		case 'xml': return `<?xml version="1.0" encoding="utf-8"?>${xml(element)}`;
		case 'html': return html(element);
	}
}

function xml(element: Feed | Entry): string {
	const { entries } = element;
	const namespace = ' xmlns="http://www.w3.org/2005/Atom"';
	const inner = inside(element) + (Array.isArray(entries) ? (entries as Entry[]).map((entry) => `<entry>${inside(entry)}</entry>`).join('') : '');
	return entries === undefined ? `<entry${namespace}>${inner}</entry>` : `<feed${namespace}>${inner}</feed>`;
}

function inside(element: Feed | Entry): string {
	const { title, id, updated, author, links } = element;
	const { summary, content } = element as Partial<Entry>;
	return `<title>${escape(title)}</title><id>${escape(id)}</id><updated>${updated}</updated>`
		+ `<author><name>${author.name}</name></author>`
		+ (typeof summary === 'string' ? `<summary>${escape(summary)}</summary>` : '')
		+ links.map(({ uri, relation }) => `<link href="${escape(uri)}" rel="${relation}" />`).join('')
		+ (content === undefined ? '' : `<content type="application/json">${escape(JSON.stringify(content))}</content>`);
}

function html(element: Feed | Entry): string {
	return `<!DOCTYPE html>
            <html>
            <head>
                <title>${escape(element.title)}</title>
            </head>
            <body><pre>${escape(JSON.stringify(element, undefined, 2))}</pre></body>
            </html>
`;
}

/** XML allows few control characters, even escaped (XML 1.0, section 2.2). */
function escape(text: string): string {
	return text.toWellFormed()
		.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
		.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

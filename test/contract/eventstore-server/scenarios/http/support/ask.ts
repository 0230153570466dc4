import type { HttpAnswer, HttpOptions } from '../../../replay/http.ts';
import type { Run } from '../../../replay/run.ts';

/** The headers that mean something. */
const meant = [
	'content-type', 'cache-control', 'location', 'etag', 'allow', 'vary', 'www-authenticate', 'access-control-allow-origin',
	'access-control-allow-methods', 'access-control-allow-headers', 'es-position', 'es-currentversion', 'es-eventid',
];

/** Asks for a page and notes down its status, main headers, and the keys of its JSON or the beginning of its text. */
export async function ask(run: Run, what: string, method: string, path: string, options: HttpOptions = {}): Promise<void> {
	await run.call(what, () => run.http(method, path, options), look);
}

function look({ status, headers, text }: HttpAnswer): object {
	const found = meant.flatMap((name): [string, string][] => {
		const value = headers[name];
		return typeof value === 'string' ? [[name, readable(name, value)]] : [];
	});
	return { status, headers: Object.fromEntries(found), body: bodyOf(text) };
}

function readable(name: string, value: string): string {
	if (name === 'es-position') return value.replace(/C:\d+\/P:\d+/g, 'C:n/P:n').replace(/("\$[cp]"):[1-9]\d*/g, '$1:n');
	return value.replace(/^"?\d+;.*$/, '<etag>').replace(/https?:\/\/[^/]+/, '<server>');
}

function bodyOf(text: string): object {
	try {
		return { keys: keysOf(JSON.parse(text)) };
	} catch {
		return { text: text.trim().slice(0, 60) };
	}
}

function keysOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.length === 0 ? [] : [keysOf(value[0])];
	return typeof value === 'object' && value !== null ? Object.keys(value).sort() : typeof value;
}

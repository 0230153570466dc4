import { InvalidField } from '../shared/errors.ts';

/**
 * Turns the ways in which people name content into a path that Kubo takes: a CID, a CID with a path, `/ipfs/…`,
 * `/ipns/…`, `ipfs://…`, or a link of a gateway.
 *
 * @returns `/ipfs/<CID>/…` or `/ipns/<name>/…`
 */
export function contentPath(given: string): string {
	const text = given.trim();
	const found = /^(?:https?:\/\/[^/]+)?\/(ip[fn]s)\/([^?#]+)/.exec(text) ?? /^(ip[fn]s):\/\/([^?#]+)/.exec(text);
	if (found) return `/${found[1]}/${decoded(text, found[2] ?? '')}`.replace(/\/+$/, '');
	if (text === '' || /^\/|^\w+:|\s/.test(text.split('/')[0] || text)) {
		throw new InvalidField('CID or Path', `"${text.slice(0, 80)}" names no content`, 'a CID such as bafybei…, or a path such as /ipfs/bafybei…/file.txt');
	}
	return `/ipfs/${text}`.replace(/\/+$/, '');
}

/** Links of gateways are percent-encoded, paths are not. */
function decoded(text: string, path: string): string {
	if (text.startsWith('/')) return path;
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** The last part of a path: the name of a file in a directory, or the CID. */
export function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

import { InvalidField } from '../shared/errors.ts';

/** `ipfs://<CID>/…`, `https://<gateway>/ipfs/<CID>/…`, `https://<CID>.ipfs.<gateway>/…` (https://specs.ipfs.tech/http-gateways/) */
const ADDRESSES: readonly RegExp[] = [
	/^(?<kind>ip[fn]s):\/\/(?<root>[^/?#]+)(?<rest>\/[^?#]*)?/,
	/^https?:\/\/[^/]+\/(?<kind>ip[fn]s)\/(?<root>[^/?#]+)(?<rest>\/[^?#]*)?/,
	/^https?:\/\/(?<root>[^./]+)\.(?<kind>ip[fn]s)\.[^/]+(?<rest>\/[^?#]*)?/,
];

/**
 * Turns the ways in which people name content into a path that Kubo takes: a CID, a CID with a path, `/ipfs/…`,
 * `/ipns/…`, `ipfs://…`, or a link of a gateway.
 *
 * @returns `/ipfs/<CID>/…` or `/ipns/<name>/…`
 * @throws InvalidField for what names no content; whether a CID is one, Kubo tells
 */
export function contentPath(given: string): string {
	const text = given.trim();
	for (const address of ADDRESSES) {
		const { kind, root, rest = '' } = address.exec(text)?.groups ?? {};
		if (kind && root) return withoutEnd(`/${kind}/${root}${decoded(rest)}`);
	}
	if (/^\/ip[fn]s\/[^/]/.test(text)) return withoutEnd(text);
	const [first = ''] = text.split('/');
	if (first === '' || /[:\s]/.test(first)) {
		const allowed = 'a CID such as bafybei…, or a path such as /ipfs/bafybei…/file.txt';
		throw new InvalidField('CID or Path', `"${text.slice(0, 80)}" names no content`, allowed);
	}
	return withoutEnd(`/ipfs/${text}`);
}

/** The last part of a path: the name of a file in a directory, or the CID. */
export function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function withoutEnd(path: string): string {
	return path.replace(/\/+$/, '');
}

/** Addresses are percent-encoded, paths are not. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

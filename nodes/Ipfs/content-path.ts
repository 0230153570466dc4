import { InvalidField } from '../shared/errors.ts';

const REST = '(?<root>[^/?#]+)(?<rest>/[^?#]*)?';

/**
 * Addresses of content: native ones, and those of gateways by path and by name (https://specs.ipfs.tech/http-gateways/).
 * Browsers show the latter without `https://`. The metadata of many tokens says `ipfs://ipfs/<CID>`.
 */
const ADDRESSES: readonly RegExp[] = [
	new RegExp(`^(?:ip[fn]s|dweb):/{0,2}(?<kind>ip[fn]s)/${REST}`, 'i'),
	new RegExp(`^(?<kind>ip[fn]s):(?://)?${REST}`, 'i'),
	new RegExp(`^(?:https?://[^/]+|[^/:\\s]+[.:][^/\\s]+)/(?<kind>ip[fn]s)/${REST}`, 'i'),
	// CIDs in names of hosts are in base 16, 32 or 36: docs.ipfs.example is a site like others.
	/^(?:https?:\/\/)?(?<root>[bfk][a-z0-9]{7,})\.(?<kind>ipfs)\.[^/?#]+(?<rest>\/[^?#]*)?/i,
	/^(?:https?:\/\/)?(?<label>[^./]+)\.(?<kind>ipns)\.[^/?#]+(?<rest>\/[^?#]*)?/i,
];

/** Names that are keys, which are told from content also without `/ipns/` (https://specs.ipfs.tech/ipns/ipns-record/). */
const KEY = /^(?:k51qzi5uqu5|k2k4r8|12D3KooW|bafza)\w+$/;

/** Line breaks and signs without width that copying puts at the ends. */
const PASTED = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\r\n\u200B-\u200D\u2060\uFEFF]+$/gu;

/**
 * Turns the ways in which people name content into a path that Kubo takes: a CID, a CID with a path, `/ipfs/…`,
 * `/ipns/…`, `ipfs://…`, or a link of a gateway.
 *
 * @param field display name of the field for the error
 * @returns `/ipfs/<CID>/…` or `/ipns/<name>/…`, with no slash at its end
 * @throws InvalidField for what names no content; whether a CID is one, Kubo tells
 */
export function contentPath(given: string, field = 'CID or Path'): string {
	const text = given.replace(PASTED, '');
	for (const address of ADDRESSES) {
		const { kind, label, root = label && nameOfLabel(label), rest = '' } = address.exec(text.trimEnd())?.groups ?? {};
		if (kind && root) return pathOf(kind.toLowerCase(), root, decoded(rest));
	}
	const [, kind = 'ipfs', root = '', rest = ''] = /^(?:\/(ip[fn]s)\/)?([^/]+)(\/.*)?$/s.exec(text) ?? [];
	if (root.trim() === '' || /[:\s]/.test(root.trim()) || (kind === 'ipfs' && root.includes('.'))) {
		const allowed = 'a CID such as bafybei…, a path such as /ipfs/bafybei…/file.txt, or a name such as /ipns/example.org';
		throw new InvalidField(field, `"${text.slice(0, 80)}" names no content`, allowed);
	}
	return pathOf(kind, root.trim(), rest);
}

/** The last part of a path: the name of a file in a directory, or the CID. */
export function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function pathOf(kind: string, root: string, rest: string): string {
	const path = `/${kind === 'ipfs' && KEY.test(root) ? 'ipns' : kind}/${root}${rest}`;
	return path.replace(/(?:\/\s*)+$/, '');
}

/** A domain as one label: `-` stands for a dot and `--` for `-` (https://specs.ipfs.tech/http-gateways/subdomain-gateway/). */
function nameOfLabel(label: string): string {
	return label.replace(/--|-/g, (found) => (found === '-' ? '.' : '-'));
}

/** Addresses are percent-encoded, paths are not. */
function decoded(path: string): string {
	const part = (text: string) => {
		try {
			return decodeURIComponent(text);
		} catch {
			// A percent sign that encodes nothing stands for itself.
			return text;
		}
	};
	return path.split('/').map(part).join('/');
}

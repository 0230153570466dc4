import { CID } from 'multiformats/cid';

/**
 * What a JSON value is in the IPLD data model (https://ipld.io/docs/data-model/kinds/), with links and bytes in the
 * form of DAG-JSON (https://ipld.io/specs/codecs/dag-json/spec/): `{"/": "<CID>"}` and `{"/": {"bytes": "<base64>"}}`.
 */
export type Kind = 'Null' | 'Bool' | 'Int' | 'LargeInt' | 'Float' | 'String' | 'Bytes' | 'List' | 'Map' | 'Link' | 'Nothing' | 'Invalid';

/** Kinds under the names by which kinded unions tell their members apart. */
export const KINDS: Readonly<Record<string, Kind>> = {
	null: 'Null',
	bool: 'Bool',
	int: 'Int',
	float: 'Float',
	string: 'String',
	bytes: 'Bytes',
	list: 'List',
	map: 'Map',
	link: 'Link',
};

/**
 * A value with its kind; what JSON would leave out is Nothing, what the data model does not have is Invalid. Integers beyond 2^53 are
 * LargeInt: n8n, as JavaScript, has rounded them before a node can see them.
 */
export interface Kinded {
	kind: Kind;
	value: unknown;
	/** What is wrong with an Invalid one, or with a LargeInt. */
	fault?: string;
}

const LARGE = 'n8n keeps no integer beyond 2^53 exactly, so this one may be rounded: give it as text';

/** Takes values as JSON.stringify does: dates and the like by their `toJSON`. */
export function kinded(given: unknown): Kinded {
	const value = hasToJson(given) ? given.toJSON() : given;
	switch (typeof value) {
		case 'undefined':
			return { kind: 'Nothing', value };
		case 'boolean':
			return { kind: 'Bool', value };
		case 'string':
			return { kind: 'String', value };
		case 'number':
			if (!Number.isFinite(value)) return { kind: 'Invalid', value, fault: 'not a finite number' };
			if (!Number.isInteger(value)) return { kind: 'Float', value };
			return Number.isSafeInteger(value) ? { kind: 'Int', value } : { kind: 'LargeInt', value, fault: LARGE };
		case 'object':
			if (value === null) return { kind: 'Null', value };
			return Array.isArray(value) ? { kind: 'List', value } : kindedMap(value);
		default:
			return { kind: 'Invalid', value, fault: `a ${typeof value} is no JSON` };
	}
}

/** Whether a value may stand where a kind is asked for: every integer is also a floating point number. */
export function isKind(kind: Kind, wanted: Kind): boolean {
	return kind === wanted || (wanted === 'Float' && (kind === 'Int' || kind === 'LargeInt'));
}

/** What a value that is not of the wanted kind has instead. */
export function mismatch({ kind, fault }: Kinded, ...wanted: (Kind | undefined)[]): string {
	if (kind === 'LargeInt' && fault !== undefined && wanted.includes('Int')) return fault;
	return `expected ${wanted.join(' or ')}, got ${kind === 'LargeInt' ? 'Int' : kind}`;
}

function hasToJson(value: unknown): value is { toJSON(): unknown } {
	return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
}

/** Only a map with no other key than "/", and text or bytes under it, is one of DAG-JSON's forms. */
function kindedMap(value: object): Kinded {
	if (!Object.hasOwn(value, '/') || Object.keys(value).length > 1) return { kind: 'Map', value };
	const content: unknown = (value as { '/': unknown })['/'];
	if (typeof content === 'string') {
		if (isCid(content)) return { kind: 'Link', value };
		return { kind: 'Invalid', value, fault: `"${content.slice(0, 80)}" is no CID, and {"/": "…"} is the form of a link` };
	}
	const bytes = encodedBytes(content);
	if (bytes === undefined) return { kind: 'Map', value };
	return isBase64(bytes) ? { kind: 'Bytes', value } : { kind: 'Invalid', value, fault: 'bytes are not in base64' };
}

function isCid(text: string): boolean {
	try {
		CID.parse(text);
		return true;
	} catch {
		return false;
	}
}

function encodedBytes(content: unknown): string | undefined {
	if (typeof content !== 'object' || content === null || Object.keys(content).length !== 1 || !('bytes' in content)) return undefined;
	return typeof content.bytes === 'string' ? content.bytes : undefined;
}

function isBase64(text: string): boolean {
	return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.replace(/=+$/, '').length % 4 !== 1;
}

/** The bytes of a value of kind Bytes. */
export function bytesOf(value: unknown): Buffer {
	return Buffer.from((value as { '/': { bytes: string } })['/'].bytes, 'base64');
}

/** The DAG-JSON form of bytes: base64 without padding. */
export function toBytes(bytes: Uint8Array): { '/': { bytes: string } } {
	return { '/': { bytes: Buffer.from(bytes).toString('base64').replace(/=+$/, '') } };
}

import type { TypeDefnUnion, TypeNameOrInlineDefn } from '@ipld/schema/schema-schema.js';

import type { Kinded } from './kind.ts';
import { bytesOf, isKind, KINDS, mismatch, toBytes } from './kind.ts';
import type { Path } from '../../shared/json-path.ts';
import type { Walk } from './walk.ts';

type Members = Readonly<Record<string, TypeNameOrInlineDefn>>;

/**
 * One of several types (https://ipld.io/docs/schemas/features/typekinds/#union-kind). Which one, the value itself says, in the way of
 * the union's representation; so a value is held against one member only, and problems are those of that member.
 */
export function union(given: Kinded, { representation }: TypeDefnUnion, name: string, path: Path, state: Walk): unknown {
	if ('kinded' in representation) {
		const members = representation.kinded as Members;
		const kind = Object.keys(members).find((key) => KINDS[key] !== undefined && isKind(given.kind, KINDS[key]));
		if (kind !== undefined) return state.hold(given.value, members[kind]!, path);
		return state.fail(path, mismatch(given, ...Object.keys(members).map((key) => KINDS[key])));
	}
	if ('keyed' in representation) {
		const entries = entriesOf(given, path, state);
		if (entries === undefined) return undefined;
		const [entry] = entries;
		if (entry === undefined || entries.length > 1) return state.fail(path, `expected one key of ${allowed(representation.keyed)}`);
		const member = memberOf(representation.keyed, entry[0]);
		if (member === undefined) return state.fail([...path, entry[0]], `${name} has no such key, expected ${allowed(representation.keyed)}`);
		return { [entry[0]]: state.hold(entry[1], member, [...path, entry[0]]) };
	}
	if ('inline' in representation || 'envelope' in representation) return tagged(given, representation, name, path, state);
	if ('stringprefix' in representation) {
		if (!state.isKind(given, 'String', path)) return undefined;
		const text = given.value as string;
		const { prefixes } = representation.stringprefix;
		const prefix = Object.keys(prefixes).find((key) => text.startsWith(key));
		if (prefix === undefined) return state.fail(path, `expected to begin with ${allowed(prefixes)}`);
		const rest = state.hold(text.slice(prefix.length), prefixes[prefix]!, path);
		return typeof rest === 'string' ? prefix + rest : undefined;
	}
	if (!state.isKind(given, 'Bytes', path)) return undefined;
	const { prefixes } = representation.bytesprefix;
	const bytes = bytesOf(given.value);
	const prefix = Object.keys(prefixes).find((hex) => bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex')));
	if (prefix === undefined) return state.fail(path, `expected to begin with the bytes ${allowed(prefixes)}`);
	state.hold(toBytes(bytes.subarray(prefix.length / 2)), prefixes[prefix]!, path);
	return given.value;
}

interface Inline {
	inline: { discriminantKey: string; discriminantTable: Members };
}
interface Envelope {
	envelope: { discriminantKey: string; contentKey: string; discriminantTable: Members };
}

/** A field says which type: beside the others (inline), or beside one field with all the rest (envelope). */
function tagged(given: Kinded, representation: Inline | Envelope, name: string, path: Path, state: Walk): unknown {
	const entries = entriesOf(given, path, state);
	if (entries === undefined) return undefined;
	const { discriminantKey: key, discriminantTable: members } =
		'inline' in representation ? representation.inline : representation.envelope;
	const tag = entries.find(([found]) => found === key)?.[1];
	const at = [...path, key];
	if (tag === undefined) return state.fail(at, `missing, expected ${allowed(members)}`);
	const member = typeof tag === 'string' ? memberOf(members, tag) : undefined;
	if (member === undefined) return state.fail(at, `expected ${allowed(members)}, got ${JSON.stringify(tag).slice(0, 80)}`);
	const others = entries.filter(([found]) => found !== key);
	if ('inline' in representation) {
		const rest = state.hold(Object.fromEntries(others), member, path);
		return { [key]: tag, ...(rest as object | undefined) };
	}
	const { contentKey } = representation.envelope;
	for (const [found] of others) {
		if (found !== contentKey && !state.shaping) state.fail([...path, found], `${name} declares no such field`);
	}
	const content = others.find(([found]) => found === contentKey);
	if (content === undefined) return state.fail([...path, contentKey], 'missing');
	return { [key]: tag, [contentKey]: state.hold(content[1], member, [...path, contentKey]) };
}

function entriesOf(given: Kinded, path: Path, state: Walk): [string, unknown][] | undefined {
	if (!state.isKind(given, 'Map', path)) return undefined;
	return Object.entries(given.value as object).filter(([, value]) => value !== undefined);
}

function memberOf(members: Members, key: string): TypeNameOrInlineDefn | undefined {
	return Object.hasOwn(members, key) ? members[key] : undefined;
}

function allowed(members: object): string {
	return Object.keys(members)
		.map((key) => JSON.stringify(key))
		.join(' or ');
}

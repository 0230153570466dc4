import type { StructField, TypeDefnStruct } from '@ipld/schema/schema-schema.js';

import type { Kinded } from './kind.ts';
import { pairs } from './pairs.ts';
import type { Path } from '../../shared/json-path.ts';
import type { Walk } from './walk.ts';

/** A field as it is written: under its other name, with what it means when it is left out. */
interface Written {
	key: string;
	field: StructField;
	implicit: unknown;
}

/**
 * A closed set of fields (https://ipld.io/docs/schemas/features/typekinds/#struct-kind): `optional` ones may be left out, `nullable`
 * ones may be null, `implicit` ones mean a value when left out, `rename` gives the written name.
 */
export function struct(given: Kinded, definition: TypeDefnStruct, name: string, path: Path, state: Walk): unknown {
	const { fields, representation = { map: {} } } = definition;
	const details = 'map' in representation ? (representation.map.fields ?? {}) : {};
	const written = Object.entries(fields).map(([key, field]): Written => {
		const { rename, implicit } = Object.hasOwn(details, key) ? (details[key] ?? {}) : {};
		return { key: rename ?? key, field, implicit };
	});
	if ('tuple' in representation) return tuple(given, inOrder(written, representation.tuple.fieldOrder), path, state);
	if ('listpairs' in representation) {
		const entries = pairs(given, path, state);
		if (entries === undefined) return undefined;
		const found = new Map(entries.map(({ key, value, at }) => [key, { value, at: [...at, 1] }]));
		return fieldsOf(found, written, name, path, state);
	}
	if (!state.isKind(given, 'Map', path)) return undefined;
	const entries = Object.entries(given.value as object).filter(([, value]) => value !== undefined);
	const found = new Map(entries.map(([key, value]: [string, unknown]) => [key, { value, at: [...path, key] }]));
	const held = fieldsOf(found, written, name, path, state);
	return Object.fromEntries(held);
}

type Found = ReadonlyMap<string, { value: unknown; at: Path }>;

/** In the order of the value, what was filled in last. */
function fieldsOf(given: Found, written: readonly Written[], name: string, path: Path, state: Walk): [string, unknown][] {
	const found = state.nullIsMissing ? withoutNulls(given, written) : given;
	const byKey = new Map(written.map((entry) => [entry.key, entry]));
	const held: [string, unknown][] = [];
	for (const [key, { value, at }] of found) {
		const declared = byKey.get(key);
		if (declared !== undefined) held.push([key, holdField(value, declared.field, at, state)]);
		else if (!state.shaping) state.fail(at, `${name} declares no such field`);
	}
	for (const { key, field, implicit } of written) {
		if (found.has(key)) continue;
		if (implicit !== undefined) {
			if (state.shaping) held.push([key, implicit]);
		} else if (!field.optional) {
			state.fail([...path, key], `missing, expected ${typeText(field)}`);
		}
	}
	return held;
}

/** Without what is null because nobody gave it: of a field that may be null, null is a value. */
function withoutNulls(found: Found, written: readonly Written[]): Found {
	const mayBeNull = ({ type, nullable }: StructField) => nullable === true || type === 'Any' || type === 'Null';
	const absent = written.filter(({ key, field, implicit }) => found.get(key)?.value === null && !mayBeNull(field) && (field.optional === true || implicit !== undefined));
	const keys = new Set(absent.map(({ key }) => key));
	return keys.size === 0 ? found : new Map([...found].filter(([key]) => !keys.has(key)));
}

function tuple(given: Kinded, written: readonly Written[], path: Path, state: Walk): unknown {
	if (!state.isKind(given, 'List', path)) return undefined;
	const entries = given.value as unknown[];
	if (entries.length !== written.length) {
		const order = written.map(({ key }) => key).join(', ');
		return state.fail(path, `expected ${written.length} entries (${order}), got ${entries.length}`);
	}
	return written.map(({ field }, index) => holdField(entries[index], field, [...path, index], state));
}

function inOrder(written: readonly Written[], order: readonly string[] | undefined): readonly Written[] {
	if (order === undefined) return written;
	return written.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

function holdField(value: unknown, { type, nullable }: StructField, at: Path, state: Walk): unknown {
	return value === null && nullable ? null : state.hold(value, type, at);
}

function typeText({ type }: StructField): string {
	if (typeof type === 'string') return type;
	return 'list' in type ? 'a list' : 'map' in type ? 'a map' : 'Link';
}

import type { TypeDefn, TypeNameOrInlineDefn } from '@ipld/schema/schema-schema.js';

import type { SchemaType } from '../schema.ts';
import { any } from './any.ts';
import { BUILT_IN } from './built-in.ts';
import { enumeration } from './enumeration.ts';
import type { Kind, Kinded } from './kind.ts';
import { isKind, kinded, mismatch } from './kind.ts';
import { list } from './list.ts';
import { map } from './map.ts';
import type { Path } from '../../shared/json-path.ts';
import { pathText } from '../../shared/json-path.ts';
import { struct } from './struct.ts';
import { union } from './union.ts';

export interface Problem {
	/** `tags[0].name`; empty for the value itself. */
	path: string;
	/** `expected Int, got String` */
	problem: string;
}

/** A part of a value whose type is marked as secret, by being called `Secret`. */
export interface Secret {
	path: Path;
	value: string;
}

export interface Verdict {
	/** The value; when shaped, with the fields that the type declares and no others, absent implicit ones filled in. */
	value: unknown;
	/** Empty when the value satisfies the type. */
	problems: Problem[];
	secrets: Secret[];
}

/** What the rules of the kinds share while one value is walked through. */
export interface Walk {
	/** Whether fields that a struct does not declare are left out instead of being a problem. */
	readonly shaping: boolean;
	/** Whether null in a field that may be left out, and may not be null, says that it is left out. */
	readonly nullIsMissing: boolean;
	/** Holds a part of the value against a type. */
	hold(given: unknown, type: TypeNameOrInlineDefn, path: Path): unknown;
	/** Notes a problem; gives nothing, for the place where the part would have been. */
	fail(path: Path, problem: string): undefined;
	/** Notes a problem unless the part is of a kind. */
	isKind(given: Kinded, wanted: Kind, path: Path): boolean;
}

/** The name of a type marks what is of it: IPLD schemas have no other place for such a mark. */
const SECRET = 'Secret';

/** Deeper values are refused, before they exhaust the stack. */
const DEEPEST = 256;

/**
 * Holds a JSON value against a type, part by part, and names every part that does not satisfy it.
 *
 * The value is the representation, as it is written and sent: renamed fields by their written names, enums by their
 * written values, unions with their discriminants. @ipld/schema could tell whether a value satisfies a type, but not
 * where it does not, and it makes its validators by evaluating source code into which names from the schema go
 * unquoted; so a schema that somebody pastes must not reach it.
 */
export function walk(given: unknown, { schema, root }: SchemaType, shaping: boolean, nullIsMissing = false): Verdict {
	const problems: Problem[] = [];
	const secrets: Secret[] = [];
	const definitionOf = (type: TypeNameOrInlineDefn): TypeDefn => {
		if (typeof type !== 'string') return type;
		const found = Object.hasOwn(schema.types, type) ? schema.types[type] : BUILT_IN[type];
		if (found === undefined) throw new Error(`No type "${type}" in a schema that was checked`);
		return 'copy' in found ? definitionOf(found.copy.fromType) : found;
	};
	const state: Walk = {
		shaping,
		nullIsMissing,
		hold(part, type, path) {
			if (path.length > DEEPEST) return state.fail(path, `nested more than ${DEEPEST} levels deep`);
			if (type === SECRET && typeof part === 'string') secrets.push({ path, value: part });
			const value = kinded(part);
			if (value.kind === 'Invalid') return state.fail(path, value.fault ?? 'not a value of the data model');
			return byKind(value, definitionOf(type), typeof type === 'string' ? type : 'the type', path, state);
		},
		fail(path, problem) {
			problems.push({ path: pathText(path), problem });
			return undefined;
		},
		isKind(value, wanted, path) {
			if (isKind(value.kind, wanted)) return true;
			state.fail(path, mismatch(value, wanted));
			return false;
		},
	};
	const value = state.hold(given, root, []);
	return { value, problems, secrets };
}

function byKind(given: Kinded, definition: TypeDefn, name: string, path: Path, state: Walk): unknown {
	if ('struct' in definition) return struct(given, definition.struct, name, path, state);
	if ('map' in definition) return map(given, definition.map, path, state);
	if ('list' in definition) return list(given, definition.list, path, state);
	if ('union' in definition) return union(given, definition.union, name, path, state);
	if ('enum' in definition) return enumeration(given, definition.enum, path, state);
	if ('any' in definition) return any(given, path, state);
	const scalar = scalarKind(definition);
	return state.isKind(given, scalar, path) ? given.value : undefined;
}

function scalarKind(definition: TypeDefn): Kind {
	if ('bool' in definition) return 'Bool';
	if ('int' in definition) return 'Int';
	if ('float' in definition) return 'Float';
	if ('string' in definition) return 'String';
	if ('bytes' in definition) return 'Bytes';
	if ('link' in definition) return 'Link';
	return 'Null';
}

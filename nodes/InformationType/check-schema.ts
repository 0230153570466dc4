import type { Schema, TypeDefn, TypeDefnStruct, TypeDefnUnion } from '@ipld/schema/schema-schema.js';

import { InvalidField } from '../shared/errors.ts';
import { lineOf, linesOf, typeLines } from './declarations.ts';
import { anonymous, references } from './references.ts';
import { BUILT_IN } from './validate/built-in.ts';
import { KINDS } from './validate/kind.ts';

/** What is wrong with a definition, and a word on the line that says it. */
interface Fault {
	problem: string;
	word: string;
	allowed?: string;
}

/**
 * Makes sure that a parsed schema can be used: types are defined once, every name refers to one, and representations
 * are ones that values can be held against.
 *
 * @param dsl the text it was parsed from, to name lines in it
 * @throws InvalidField naming the line
 */
export function checkSchema(schema: Schema, dsl: string): void {
	const lines = linesOf(dsl);
	checkNames(lines);
	for (const [name, definition] of Object.entries(schema.types)) {
		const fault = wrongReference(schema, name, definition) ?? wrongDefinition(schema, name, definition) ?? endlessCopy(schema, name);
		if (fault === undefined) continue;
		throw new InvalidField('Schema', `line ${lineOf(lines, name, fault.word)}: ${fault.problem}`, fault.allowed);
	}
}

/** The parser lets a second definition replace the first. */
function checkNames(lines: readonly string[]): void {
	const first = new Map<string, number>();
	for (const { name, line } of typeLines(lines)) {
		const before = first.get(name);
		if (before !== undefined) throw new InvalidField('Schema', `line ${line + 1}: "${name}" is defined on line ${before} already`);
		if (Object.hasOwn(BUILT_IN, name)) throw new InvalidField('Schema', `line ${line + 1}: "${name}" is a type of the language`);
		first.set(name, line + 1);
	}
}

function wrongReference(schema: Schema, name: string, definition: TypeDefn): Fault | undefined {
	const unknown = references(definition).find(({ type }) => !Object.hasOwn(schema.types, type) && !Object.hasOwn(BUILT_IN, type));
	if (unknown === undefined) return undefined;
	const place = unknown.within === '' ? name : `${name}.${unknown.within}`;
	return { problem: `${place} refers to "${unknown.type}", which is not defined`, word: unknown.type };
}

function wrongDefinition(schema: Schema, name: string, definition: TypeDefn): Fault | undefined {
	if ('map' in definition) {
		const { keyType, representation } = definition.map;
		if (!isWrittenAsText(schema, keyType)) return { problem: `keys of ${name} must be strings`, word: keyType };
		const fault = unsupported(name, representation, ['map', 'listpairs']);
		if (fault) return fault;
	}
	if ('list' in definition) {
		const fault = unsupported(name, definition.list.representation, ['list']);
		if (fault) return fault;
	}
	if ('bytes' in definition) return unsupported(name, definition.bytes.representation, ['bytes']);
	if ('struct' in definition) {
		const fault = wrongStruct(name, definition.struct);
		if (fault) return fault;
	}
	if ('union' in definition) return wrongUnion(name, definition.union);
	for (const inner of anonymous(definition)) {
		const fault = wrongDefinition(schema, name, inner);
		if (fault) return fault;
	}
	return undefined;
}

/** Strings, and what is written as one (https://ipld.io/docs/schemas/features/typekinds/#map-kind). */
function isWrittenAsText(schema: Schema, name: string, seen: readonly string[] = []): boolean {
	const type = Object.hasOwn(schema.types, name) ? schema.types[name] : BUILT_IN[name];
	if (type === undefined || seen.includes(name)) return false;
	if ('copy' in type) return isWrittenAsText(schema, type.copy.fromType, [...seen, name]);
	if ('enum' in type) return 'string' in type.enum.representation;
	return 'string' in type || ('union' in type && 'stringprefix' in type.union.representation);
}

function unsupported(name: string, representation: object | undefined, known: readonly string[]): Fault | undefined {
	const [kind] = Object.keys(representation ?? {});
	if (kind === undefined || known.includes(kind)) return undefined;
	return { problem: `${name} has representation ${kind}, which is not supported`, word: kind, allowed: known.join(', ') };
}

function wrongStruct(name: string, { fields, representation = { map: {} } }: TypeDefnStruct): Fault | undefined {
	if (!('tuple' in representation)) return unsupported(name, representation, ['map', 'tuple', 'listpairs']);
	const optional = Object.entries(fields).find(([, field]) => field.optional)?.[0];
	if (optional !== undefined) {
		return { problem: `${name}.${optional} cannot be optional: in a tuple every field has its place`, word: optional };
	}
	const { fieldOrder } = representation.tuple;
	if (fieldOrder && fieldOrder.toSorted().join() !== Object.keys(fields).toSorted().join()) {
		return { problem: `fieldOrder of ${name} must name each of its fields once`, word: 'fieldOrder' };
	}
	return undefined;
}

function wrongUnion(name: string, { representation }: TypeDefnUnion): Fault | undefined {
	if ('kinded' in representation) {
		const kind = Object.keys(representation.kinded).find((key) => !Object.hasOwn(KINDS, key));
		if (kind === undefined) return undefined;
		return { problem: `${name} tells its members apart by a kind "${kind}"`, word: kind, allowed: Object.keys(KINDS).join(', ') };
	}
	if ('bytesprefix' in representation) {
		const prefix = Object.keys(representation.bytesprefix.prefixes).find((key) => !/^(?:[0-9a-f]{2})+$/.test(key));
		if (prefix === undefined) return undefined;
		return { problem: `${name} has a prefix "${prefix}"`, word: prefix, allowed: 'pairs of hexadecimal digits, such as "00ff"' };
	}
	return undefined;
}

/** `type A = B` may go through several names, but must end at a definition. */
function endlessCopy(schema: Schema, name: string): Fault | undefined {
	const seen = new Set<string>();
	for (let current = name; ; ) {
		const definition = schema.types[current];
		if (definition === undefined || !('copy' in definition)) return undefined;
		if (seen.has(current)) return { problem: `${name} is a copy of itself`, word: name };
		seen.add(current);
		current = definition.copy.fromType;
	}
}

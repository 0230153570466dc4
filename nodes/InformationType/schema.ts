import { fromDSL } from '@ipld/schema/from-dsl.js';
import type { Schema } from '@ipld/schema/schema-schema.js';

import { InvalidField } from '../shared/errors.ts';
import { checkSchema } from './check-schema.ts';
import { linesOf } from './declarations.ts';
import { settleImplicit } from './implicit.ts';

/** A schema and the type in it that values are held against. */
export interface SchemaType {
	readonly schema: Schema;
	readonly root: string;
}

/** Schemas that are kept parsed; workflows use a handful. */
const KEPT = 100;
const parsed = new Map<string, Schema>();

/**
 * Parses IPLD Schema DSL (https://ipld.io/docs/schemas/) and makes sure that every name in it is defined; the same
 * text is parsed once.
 *
 * @throws InvalidField naming the line
 */
export function parseSchema(dsl: string): Schema {
	const known = parsed.get(dsl);
	if (known !== undefined) return known;
	const schema = read(dsl);
	checkSchema(schema, dsl);
	settleImplicit(schema, dsl);
	const [oldest] = parsed.keys();
	if (parsed.size >= KEPT && oldest !== undefined) parsed.delete(oldest);
	parsed.set(dsl, schema);
	return schema;
}

/** @throws InvalidField when the schema does not define the type */
export function typeOf(dsl: string, root: string): SchemaType {
	const schema = parseSchema(dsl);
	if (!Object.hasOwn(schema.types, root)) {
		throw new InvalidField('Root Type', `the schema defines no type "${root}"`, Object.keys(schema.types).join(', '));
	}
	return { schema, root };
}

function read(dsl: string): Schema {
	let schema: Schema;
	try {
		// The parser wants the last line to end.
		schema = fromDSL(`${dsl}\n`);
	} catch (error) {
		throw invalid(dsl, error);
	}
	if (!('types' in schema)) throw new InvalidField('Schema', 'defines no type', 'type <Name> <definition>, one after another');
	return schema;
}

/** What the parser throws for text that it cannot read; Peggy's shape. */
interface SyntaxFailure extends Error {
	found?: string | null;
	location?: { start: { line: number; column: number } };
}

function invalid(dsl: string, error: unknown): InvalidField {
	const { location, found, message } = error as SyntaxFailure;
	if (location === undefined) return new InvalidField('Schema', message);
	const { line, column } = location.start;
	const lines = linesOf(dsl);
	const text = lines[line - 1]?.trim() ?? '';
	if (found === null || text === '') return new InvalidField('Schema', `line ${Math.min(line, lines.length)}: the text ends too early`);
	const expected = /Expected (.*) but/s.exec(message)?.[1];
	return new InvalidField('Schema', `line ${line}, column ${column}: cannot read "${text}"`, expected && `${expected} at column ${column}`);
}

import type { Schema, TypeDefn, TypeNameOrInlineDefn } from '@ipld/schema/schema-schema.js';

import { InvalidField } from '../shared/errors.ts';
import { lineOf, linesOf } from './declarations.ts';
import { walk } from './validate/walk.ts';

/**
 * Makes what struct fields imply when they are left out values of the fields' types. The language of schemas had them all in
 * quotation marks first, and IPLD's own schema of schemas has them so: `optional Bool (implicit "false")` is false, not text.
 *
 * @throws InvalidField naming the line, for what is no value of its field's type
 */
export function settleImplicit(schema: Schema, dsl: string): void {
	for (const [name, definition] of Object.entries(schema.types)) {
		if (!('struct' in definition)) continue;
		const { fields, representation = { map: {} } } = definition.struct;
		for (const [key, details] of Object.entries('map' in representation ? (representation.map.fields ?? {}) : {})) {
			const field = fields[key];
			if (field === undefined || details.implicit === undefined) continue;
			const value = valueOf(details.implicit, kindOf(schema, field.type));
			if (value === undefined || !satisfies(value, schema, field.type)) {
				const line = lineOf(linesOf(dsl), name, key);
				const type = typeof field.type === 'string' ? field.type : 'its type';
				throw new InvalidField('Schema', `line ${line}: ${name}.${key} implies ${JSON.stringify(details.implicit)}, which is not a value of ${type}`);
			}
			details.implicit = value;
		}
	}
}

type Scalar = string | number | boolean;

function valueOf(written: unknown, kind: 'bool' | 'number' | 'other'): Scalar | undefined {
	if (typeof written === 'number' || typeof written === 'boolean') return written;
	if (typeof written !== 'string') return undefined;
	if (kind === 'bool') return written === 'true' ? true : written === 'false' ? false : undefined;
	if (kind === 'number') return /^-?\d+(?:\.\d+)?$/.test(written) ? Number(written) : undefined;
	return written;
}

function kindOf(schema: Schema, type: TypeNameOrInlineDefn): 'bool' | 'number' | 'other' {
	if (type === 'Bool') return 'bool';
	if (type === 'Int' || type === 'Float') return 'number';
	const definition: TypeDefn | undefined = typeof type === 'string' ? schema.types[type] : type;
	if (definition === undefined) return 'other';
	if ('copy' in definition) return kindOf(schema, definition.copy.fromType);
	if ('bool' in definition) return 'bool';
	const isNumber = 'int' in definition || 'float' in definition || ('enum' in definition && 'int' in definition.enum.representation);
	return isNumber ? 'number' : 'other';
}

function satisfies(value: Scalar, { types }: Schema, type: TypeNameOrInlineDefn): boolean {
	// A name that no schema can have, for types without one.
	const schema = { types: { ...types, '': typeof type === 'string' ? { copy: { fromType: type } } : type } };
	return walk(value, { schema, root: '' }, false).problems.length === 0;
}

import { toDSL } from '@ipld/schema/to-dsl.js';
import type { StructField, TypeDefn } from '@ipld/schema/schema-schema.js';

import { references } from '../../nodes/InformationType/references.ts';
import { typeOf } from '../../nodes/InformationType/schema.ts';
import type { SchemaType } from '../../nodes/InformationType/schema.ts';
import type { Field } from './field.ts';
import { Refusal } from './refusal.ts';

/** A type that was made of fields, and the text that says it. */
export interface MadeType {
	name: string;
	dsl: string;
	type: SchemaType;
}

/** Names that a schema may give to fields; others are written under another name than they have. */
const PLAIN = /^[A-Za-z]\w*$/;

/**
 * Makes a struct of fields, together with the types that they are of.
 *
 * @param name of the struct
 * @throws Refusal when types of one name are two in the schemas that the fields come from
 */
export function madeOf(name: string, fields: readonly Field[]): MadeType {
	const types: Record<string, TypeDefn> = {};
	const struct: Record<string, StructField> = {};
	const renamed: Record<string, { rename: string }> = {};
	for (const [index, { key, typed, within, absent }] of fields.entries()) {
		const called = PLAIN.test(key) ? key : `field${index + 1}`;
		if (called !== key) renamed[called] = { rename: key };
		struct[called] = { type: typed.type, ...(absent && { optional: true }), ...(typed.nullable === true && { nullable: true }) };
		const itself: TypeDefn = { list: { valueType: typed.type } };
		for (const [other, definition] of named(itself, within)) {
			const known = other === name ? undefined : (types[other] ?? definition);
			if (JSON.stringify(known) !== JSON.stringify(definition)) {
				throw new Refusal(`"${key}": the types that come together in ${name} have two called ${other}. Rename one of them where it is defined, or name a type with --input and --output.`);
			}
			types[other] = definition;
		}
	}
	const representation = { map: Object.keys(renamed).length > 0 ? { fields: renamed } : {} };
	const dsl = toDSL({ types: { [name]: { struct: { fields: struct, representation } }, ...types } });
	return { name, dsl, type: typeOf(dsl, name) };
}

/** All types that a definition refers to and their schema defines, itself or through others. */
function named(definition: TypeDefn, { schema }: SchemaType): Map<string, TypeDefn> {
	const found = new Map<string, TypeDefn>();
	const open = [definition];
	for (const each of open) {
		for (const { type } of references(each)) {
			if (found.has(type) || !Object.hasOwn(schema.types, type)) continue;
			found.set(type, schema.types[type]!);
			open.push(schema.types[type]!);
		}
	}
	return found;
}

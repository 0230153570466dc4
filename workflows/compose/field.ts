import type { StructField } from '@ipld/schema/schema-schema.js';
import { toDSL } from '@ipld/schema/to-dsl.js';

import type { SchemaType } from '../../nodes/InformationType/schema.ts';
import { misfits } from '../check/subtype.ts';
import { definitionOf, fieldsOf, writtenAs } from '../check/type-definition.ts';

/** A field of a type, under the name by which it is written. */
export interface Field {
	key: string;
	typed: Pick<StructField, 'type' | 'nullable'>;
	/** The schema in which the names of its type mean something. */
	within: SchemaType;
	/** Whether it may be left out. */
	absent: boolean;
}

/** @returns undefined for a type that is no struct written as a map: its fields have no names to find them by */
export function fieldsOfType(type: SchemaType): Field[] | undefined {
	const definition = definitionOf(type.root, type);
	if (!('struct' in definition) || writtenAs(definition.struct) !== 'map') return undefined;
	return fieldsOf(definition.struct).map(({ key, part: { type: its, nullable }, absent }) => ({ key, typed: { type: its, nullable }, within: type, absent }));
}

/** Fields that belong to the run and not to the information; Process takes them off every item. */
const RESERVED = ['error', 'processRun'];

/** The name of a field that cannot be handed on. */
export function reservedIn(fields: readonly Field[]): string | undefined {
	return fields.find(({ key }) => RESERVED.includes(key))?.key;
}

/** The field that a list of fields has under a name. */
export function fieldNamed(fields: readonly Field[], key: string): Field | undefined {
	return fields.find((field) => field.key === key);
}

/**
 * Says why what one field holds need not be what another one wants, whether they may be left out aside.
 *
 * @param shaping whether whoever takes it drops what his type does not declare
 */
export function misfitsOfFields(given: Field, wanted: Field, shaping: boolean): string[] {
	return misfits(alone(given, wanted.key), alone(wanted, wanted.key), shaping);
}

/** A type that has nothing but a field. No schema that people write has a type of this name. */
function alone({ typed: { type, nullable }, within }: Field, key: string): SchemaType {
	const root = ' alone';
	const struct = { fields: { [key]: { type, ...(nullable === true && { nullable }) } }, representation: { map: {} } };
	return { schema: { types: { ...within.schema.types, [root]: { struct } } }, root };
}

/** How a schema writes the field's type: `VolumeImage`, `[String]`, `nullable Int`. */
export function typeText({ typed: { type, nullable } }: Field): string {
	const text = typeof type === 'string' ? type : toDSL({ types: { T: type } }).replace(/^type T /, '').replace(/\s+/g, ' ');
	return nullable === true ? `nullable ${text}` : text;
}

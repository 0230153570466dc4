import type { StructField, TypeDefn, TypeDefnEnum, TypeDefnStruct, TypeDefnUnion } from '@ipld/schema/schema-schema.js';

import type { SchemaType } from '../../nodes/InformationType/schema.ts';
import { BUILT_IN } from '../../nodes/InformationType/validate/built-in.ts';
import type { Kind } from '../../nodes/InformationType/validate/kind.ts';
import { KINDS } from '../../nodes/InformationType/validate/kind.ts';

/** A type by its name in its schema, or written out. */
export type Type = string | TypeDefn;

/** What stands in a place of a struct, list or map. */
export interface Part {
	type: Type;
	nullable?: boolean | undefined;
}

/** What a type is, through all its other names. */
export function definitionOf(type: Type, within: SchemaType): TypeDefn {
	if (typeof type !== 'string') return 'copy' in type ? definitionOf(type.copy.fromType, within) : type;
	const found = Object.hasOwn(within.schema.types, type) ? within.schema.types[type] : BUILT_IN[type];
	if (found === undefined) throw new Error(`No type "${type}" in a schema that was checked`);
	return definitionOf(found, within);
}

/** As the schema's own model names it: struct, list, string. */
export function nameOf(definition: TypeDefn): string {
	return Object.keys(definition)[0] ?? '';
}

/** The name of a representation; that of a map where none is given. */
export function writtenAs({ representation }: { representation?: object }): string {
	return Object.keys(representation ?? {})[0] ?? 'map';
}

/** What a list or map holds. */
export function valueOf({ valueType, valueNullable }: { valueType: Type; valueNullable?: boolean }): Part {
	return { type: valueType, nullable: valueNullable };
}

interface WrittenField {
	key: string;
	part: StructField;
	/** Whether it may be left out. */
	absent: boolean;
}

/** Fields under their written names; of a tuple, in the order in which it is written. */
export function fieldsOf({ fields, representation = { map: {} } }: TypeDefnStruct): WrittenField[] {
	const details = 'map' in representation ? (representation.map.fields ?? {}) : {};
	const order = 'tuple' in representation ? representation.tuple.fieldOrder : undefined;
	return (order ?? Object.keys(fields)).map((name) => {
		const { rename, implicit } = Object.hasOwn(details, name) ? (details[name] ?? {}) : {};
		const part = fields[name]!;
		return { key: rename ?? name, part, absent: part.optional === true || implicit !== undefined };
	});
}

/** Members of a kinded union by their kinds; of other types, none. */
export function kindedMembers(definition: TypeDefn): Readonly<Record<string, Type>> | undefined {
	if (!('union' in definition) || !('kinded' in definition.union.representation)) return undefined;
	return definition.union.representation.kinded;
}

interface Discriminated {
	way: string;
	/** Names of the fields that say which member it is, and hold it. */
	keys: string[];
	/** By the sign of each. */
	members: Readonly<Record<string, Type>>;
}

/** How a union other than a kinded one tells its members apart. */
export function discriminated({ representation }: TypeDefnUnion): Discriminated {
	if ('keyed' in representation) return { way: 'keyed', keys: [], members: representation.keyed };
	if ('stringprefix' in representation) {
		return { way: 'stringprefix', keys: [], members: representation.stringprefix.prefixes };
	}
	if ('bytesprefix' in representation) {
		return { way: 'bytesprefix', keys: [], members: representation.bytesprefix.prefixes };
	}
	if ('inline' in representation) {
		const { discriminantKey, discriminantTable } = representation.inline;
		return { way: 'inline', keys: [discriminantKey], members: discriminantTable };
	}
	if ('envelope' in representation) {
		const { discriminantKey, contentKey, discriminantTable } = representation.envelope;
		return { way: 'envelope', keys: [discriminantKey, contentKey], members: discriminantTable };
	}
	throw new Error('A kinded union is told apart by kinds');
}

/** What is written for the members of an enum. */
export function valuesOf({ members, representation }: TypeDefnEnum): unknown[] {
	const written: Readonly<Record<string, unknown>> = 'int' in representation ? representation.int : representation.string;
	return members.map((member) => written[member] ?? member);
}

/** Kinds of what is written for a type that is no kinded union. */
export function kindsOf(definition: TypeDefn): Kind[] {
	if ('float' in definition) return ['Int', 'Float'];
	if ('enum' in definition) return ['int' in definition.enum.representation ? 'Int' : 'String'];
	if ('struct' in definition) return [writtenAs(definition.struct) === 'map' ? 'Map' : 'List'];
	if ('map' in definition) return [writtenAs(definition.map) === 'map' ? 'Map' : 'List'];
	if ('union' in definition) {
		const way = writtenAs(definition.union);
		return [way === 'stringprefix' ? 'String' : way === 'bytesprefix' ? 'Bytes' : 'Map'];
	}
	const kind = KINDS[nameOf(definition)];
	return kind === undefined ? Object.values(KINDS) : [kind];
}

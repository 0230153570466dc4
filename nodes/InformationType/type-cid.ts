import * as dagJson from '@ipld/dag-json';
import type { Schema, StructRepresentation, TypeDefn } from '@ipld/schema/schema-schema.js';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';

import { references } from './references.ts';
import type { SchemaType } from './schema.ts';

/**
 * The schema of one type in the data model of IPLD schemas: the type and those that it reaches, without comments.
 * A change elsewhere in the file, or of a comment, is no change of the type.
 */
export function typeSchema({ schema, root }: SchemaType): Schema {
	const types: Record<string, TypeDefn> = {};
	const reach = (name: string) => {
		if (Object.hasOwn(types, name) || !Object.hasOwn(schema.types, name)) return;
		const definition = schema.types[name]!;
		types[name] = bare(definition);
		references(definition).forEach(({ type }) => reach(type));
	};
	reach(root);
	return { types };
}

/** CIDv1 (dag-json, sha2-256) of a type's schema: the name under which events say what their data is. */
export async function typeCid(type: SchemaType): Promise<string> {
	const block = dagJson.encode(typeSchema(type));
	return CID.createV1(dagJson.code, await sha256.digest(block)).toString();
}

function bare(definition: TypeDefn): TypeDefn {
	const copy = structuredClone(definition);
	for (const content of Object.values(copy) as { comments?: unknown; annotations?: unknown }[]) {
		delete content.comments;
		delete content.annotations;
	}
	if ('struct' in copy) {
		for (const field of Object.values(copy.struct.fields) as { comments?: unknown; annotations?: unknown }[]) {
			delete field.comments;
			delete field.annotations;
		}
		copy.struct.representation = withOrder(copy.struct.representation, Object.keys(copy.struct.fields));
	}
	return copy;
}

/** The codec sorts the keys of maps, so a tuple's order of fields has to be written out. */
function withOrder(representation: StructRepresentation | undefined, order: string[]): StructRepresentation | undefined {
	if (representation === undefined || !('tuple' in representation)) return representation;
	return { tuple: { fieldOrder: representation.tuple.fieldOrder ?? order } };
}

/** Adds the type's CID to the JSON of an item, when a field is named for it. */
export async function withTypeCid(json: object, type: SchemaType, field: string | undefined): Promise<object> {
	return field ? { ...json, [field]: await typeCid(type) } : json;
}

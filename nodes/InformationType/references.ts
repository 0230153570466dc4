import type { TypeDefn, TypeNameOrInlineDefn } from '@ipld/schema/schema-schema.js';

/** A name that a definition uses: `cid &Document` refers to Document within cid. */
export interface Reference {
	type: string;
	/** The struct's field, or '' where the definition has none. */
	within: string;
}

/** All names that a definition refers to, those inside anonymous maps, lists and links included. */
export function references(definition: TypeDefn, within = ''): Reference[] {
	if ('copy' in definition) return [{ type: definition.copy.fromType, within }];
	if ('link' in definition) return definition.link.expectedType === undefined ? [] : [{ type: definition.link.expectedType, within }];
	if ('map' in definition) return [{ type: definition.map.keyType, within }, ...named(definition.map.valueType, within)];
	if ('list' in definition) return named(definition.list.valueType, within);
	if ('union' in definition) return definition.union.members.flatMap((member) => named(member, within));
	if ('struct' in definition) return Object.entries(definition.struct.fields).flatMap(([field, { type }]) => named(type, field));
	return [];
}

function named(type: TypeNameOrInlineDefn, within: string): Reference[] {
	return typeof type === 'string' ? [{ type, within }] : references(type, within);
}

/** Definitions without a name of their own inside a definition: `tags [String]` holds a list. */
export function anonymous(definition: TypeDefn): TypeDefn[] {
	const types: TypeNameOrInlineDefn[] = [];
	if ('map' in definition) types.push(definition.map.valueType);
	if ('list' in definition) types.push(definition.list.valueType);
	if ('struct' in definition) types.push(...Object.values(definition.struct.fields).map(({ type }) => type));
	return types.filter((type) => typeof type !== 'string');
}

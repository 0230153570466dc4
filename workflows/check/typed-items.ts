import type { SchemaType } from '../../nodes/InformationType/schema.ts';

/** A type under the name that people know it by. */
export interface DeclaredType {
	name: string;
	type: SchemaType;
	/** Whether the node drops what the type does not declare. */
	shaping: boolean;
	/** Types whose fields the items have beside these, the last one first: a step adds what it gives to what there was. */
	beneath?: readonly SchemaType[];
}

/** All types that have made an item, the last one first. */
export const layersOf = ({ type, beneath = [] }: DeclaredType): readonly SchemaType[] => [type, ...beneath];

/** Items of one type to which something of another was added: what was added lies over what was there. */
export function laid(over: DeclaredType, under: DeclaredType): DeclaredType {
	return { ...over, name: `${under.name} + ${over.name}`, beneath: [...(over.beneath ?? []), ...layersOf(under)] };
}

import { builtInSchema, builtInTypes } from '../../nodes/InformationType/built-in-types.ts';
import { typeOf } from '../../nodes/InformationType/schema.ts';
import { nearest } from '../check/nearest.ts';
import type { Field } from './field.ts';
import { fieldsOfType, reservedIn } from './field.ts';
import { Refusal } from './refusal.ts';
import { madeOf } from './schema-text.ts';

/** What a process takes or gives. */
export interface ProcessType {
	name: string;
	fields: readonly Field[];
	/** The fields of a node that choose it. */
	chosen: { source: 'package'; type: string } | { source: 'text'; schema: string; root: string };
}

/**
 * A type of the package.
 *
 * @param written `VolumeOrder`, or `volume#VolumeOrder` where there are several of the name
 * @throws Refusal when there is none, or it has no fields
 */
export function packageType(written: string, option: string): ProcessType {
	const all = builtInTypes.filter(({ value, name }) => value === written || name === written);
	const [only, ...others] = all;
	if (only === undefined) {
		const names = builtInTypes.map(({ name }) => name);
		throw new Refusal(`${option}: types/ has no type "${written}". Written most alike: ${nearest(written, names).join(', ')}.`);
	}
	if (others.length > 0) throw new Refusal(`${option}: there are several types "${written}": write ${all.map(({ value }) => value).join(' or ')}.`);
	const { dsl, root } = builtInSchema(only.value);
	const fields = fieldsOfType(typeOf(dsl, root));
	if (fields === undefined) throw new Refusal(`${option}: ${only.name} is no struct written as a map, so its fields have no names.`);
	const reserved = reservedIn(fields);
	if (reserved !== undefined) throw new Refusal(`${option}: ${only.name} has a field "${reserved}", which Process keeps for itself and takes off every item.`);
	return { name: only.name, fields, chosen: { source: 'package', type: only.value } };
}

/** A type of fields that the parts take or give; its text stands in the workflow. */
export function derivedType(name: string, fields: readonly Field[]): ProcessType {
	const { dsl, type } = madeOf(name, fields);
	return { name, fields: fieldsOfType(type) ?? [], chosen: { source: 'text', schema: dsl, root: name } };
}

import type { INodeExecutionData, ResourceMapperValue } from 'n8n-workflow';

import { InvalidField } from '../shared/errors.ts';
import { jsonObject } from '../shared/json-object.ts';
import { parsePlainly } from '../shared/exact-json.ts';
import { PREFIX } from './custom-fields.ts';
import type { ObjectField, ObjectFields } from './object-fields.ts';

/** Values by field, as a user gave them. */
export type Values = Record<string, unknown>;

/** What operations of this node say of an object beside its fields; an object that they gave may be written back. */
const OUTCOME: ReadonlySet<string> = new Set(['outcome', 'changed']);

const CUSTOM_FIELDS = '{ "name of a custom field": … }';

/** Ends the name by which another object is given by its id, as NetBox's own filters have it: "tenant_id". */
export const ID_SUFFIX = '_id';

/**
 * The values that a user gave: mapped one by one, taken from the item where names agree, or an object.
 *
 * @throws InvalidField when there is a name that is no field: NetBox would ignore it without a word
 */
export function givenValues(
	given: { input: 'fields' | 'json'; values: ResourceMapperValue; body: unknown },
	fields: ObjectFields,
	item: INodeExecutionData,
): Values {
	if (given.input === 'json') return writable('JSON', jsonObject(given.body, 'JSON', '{ "name": "…", "slug": "…" }'), fields);
	const { mappingMode, value } = given.values ?? {};
	if (mappingMode !== 'autoMapInputData') return placed(writable('Fields', definedOf(value ?? {}), fields), fields);
	return placed(Object.fromEntries(Object.entries(item.json).filter(([name]) => isWritable(name, fields))), fields);
}

/** An object that was read before may be written back: what only NetBox sets is left out. */
function writable(where: string, values: Values, fields: ObjectFields): Values {
	if (fields.size === 0) return values;
	const isForm = where === 'Fields';
	const own = (name: string) => fields.has(name) || OUTCOME.has(name) || (isForm && isWritable(name, fields));
	const unknown = Object.keys(values).filter((name) => !own(name));
	if (unknown.length > 0) {
		const names = [...fields.values()].filter(({ readOnly }) => !readOnly).map(({ name }) => name);
		throw new InvalidField(where, `NetBox has no field ${unknown.map((name) => `"${name}"`).join(', ')} here`, names.join(', '));
	}
	return Object.fromEntries(Object.entries(values).filter(([name]) => isWritable(name, fields)));
}

/** Whether a value of that name can be given: a field's, an id of another object, or a custom field's. */
function isWritable(name: string, fields: ObjectFields): boolean {
	const field = fields.get(name);
	if (field !== undefined) return !field.readOnly;
	return referenceOf(name, fields) !== undefined || (name.startsWith(PREFIX) && fields.get('custom_fields')?.readOnly === false);
}

/** The field of another object that is given by its id under a name of its own. */
export function referenceOf(name: string, fields: ObjectFields): ObjectField | undefined {
	if (fields.has(name) || !name.endsWith(ID_SUFFIX)) return undefined;
	const field = fields.get(name.slice(0, -ID_SUFFIX.length));
	return field !== undefined && !field.readOnly && (field.kind === 'reference' || field.kind === 'references') ? field : undefined;
}

/** Puts ids and custom fields, which the form has beside the other fields, where NetBox has them. */
function placed(values: Values, fields: ObjectFields): Values {
	const result: Values = {};
	const custom: Values = {};
	for (const [name, value] of Object.entries(values)) {
		const reference = referenceOf(name, fields);
		if (reference !== undefined) {
			if (isEmpty(value) && !isEmpty(values[reference.name])) continue;
			if (!isEmpty(value) && !isEmpty(values[reference.name])) throw new InvalidField(reference.label, 'is given both by name and by ID', 'one of them');
			result[reference.name] = ids(reference, value);
		} else if (!fields.has(name) && name.startsWith(PREFIX)) {
			custom[name.slice(PREFIX.length)] = value;
		} else if (!(isEmpty(value) && name in result)) {
			result[name] = value;
		}
	}
	if (Object.keys(custom).length === 0) return result;
	return { ...result, custom_fields: { ...wholeOf(result.custom_fields), ...custom } };
}

/** What the form has for all custom fields at once. */
function wholeOf(value: unknown): object {
	if (isEmpty(value)) return {};
	const whole: unknown = typeof value === 'string' ? jsonOf(value) : value;
	if (typeof whole === 'object' && whole !== null && !Array.isArray(whole)) return whole;
	throw new InvalidField('Custom fields', 'is no object', CUSTOM_FIELDS);
}

function jsonOf(text: string): unknown {
	try {
		return parsePlainly(text, 'Custom fields');
	} catch (error) {
		if (error instanceof InvalidField) throw error;
		throw new InvalidField('Custom fields', 'is not valid JSON', CUSTOM_FIELDS);
	}
}

function ids({ kind, label }: ObjectField, value: unknown): unknown {
	if (isEmpty(value)) return kind === 'references' ? [] : null;
	const entries = typeof value === 'string' ? value.replace(/^\s*\[|\]\s*$/g, '').split(',') : [value].flat();
	const numbers = entries.filter((entry) => typeof entry !== 'string' || entry.trim() !== '').map((entry) => idOf(label, entry));
	return kind === 'references' ? numbers : numbers[0];
}

function idOf(label: string, entry: unknown): number {
	const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : entry;
	const number = typeof id === 'string' ? Number(id) : id;
	if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number;
	throw new InvalidField(label, `"${String(id).trim().slice(0, 80)}" is no ID`, 'a whole number');
}

function definedOf(values: Values): Values {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function isEmpty(value: unknown): boolean {
	return value === null || value === undefined || value === '';
}

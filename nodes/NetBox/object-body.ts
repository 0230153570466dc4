import type { IDataObject, INodeExecutionData, ResourceMapperValue } from 'n8n-workflow';

import { InvalidField } from '../shared/errors.ts';
import type { ObjectField, ObjectFields } from './object-fields.ts';

/** Values by field, as a user gave them. */
export type Values = Record<string, unknown>;

/**
 * The values that a user gave: mapped one by one, taken from the item where names agree, or an object.
 *
 * @throws InvalidField when the object has a name that is no field: NetBox would ignore it without a word
 */
export function givenValues(
	given: { input: 'fields' | 'json'; values: ResourceMapperValue; body: unknown },
	fields: ObjectFields,
	item: INodeExecutionData,
): Values {
	if (given.input === 'fields') {
		if (given.values?.mappingMode !== 'autoMapInputData') return definedOf(given.values?.value ?? {});
		return Object.fromEntries(Object.entries(item.json).filter(([name]) => isWritable(fields.get(name))));
	}
	const { body } = given;
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw new InvalidField('JSON', 'is no object', '{ "name": "…", "slug": "…" }');
	}
	const unknown = Object.keys(body).filter((name) => fields.size > 0 && !fields.has(name));
	if (unknown.length > 0) {
		throw new InvalidField('JSON', `NetBox has no field ${unknown.map((name) => `"${name}"`).join(', ')} here`, writableNames(fields));
	}
	// An object that was read before may be written back: what only NetBox sets is left out.
	return Object.fromEntries(Object.entries(body).filter(([name]) => fields.size === 0 || isWritable(fields.get(name))));
}

/**
 * Brings values into the form that NetBox takes: references by id or by the attribute that names the other object,
 * lists from text, the value of a choice.
 */
export function toBody(values: Values, fields: ObjectFields): IDataObject {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => {
			const field = fields.get(name);
			return [name, field === undefined ? value : toFieldValue(field, value)];
		}),
	) as IDataObject;
}

/** For new objects: what was left empty is not said at all, so that NetBox sets its own default. */
export function withoutEmpty(values: Values): Values {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''));
}

function definedOf(values: Values): Values {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function isWritable(field: ObjectField | undefined): boolean {
	return field !== undefined && !field.readOnly;
}

function writableNames(fields: ObjectFields): string {
	return [...fields.values()].filter(isWritable).map(({ name }) => name).join(', ');
}

function toFieldValue(field: ObjectField, value: unknown): unknown {
	switch (field.kind) {
		case 'reference':
			return toReference(field, value);
		case 'references':
			return toList(field, value).map((entry) => toReference(field, entry));
		case 'list':
			return toList(field, value).map((entry) => (field.numeric && isNumeric(entry) ? Number(entry) : entry));
		case 'choice':
			return value === '' ? null : isObject(value) && 'value' in value ? value.value : value;
		case 'number':
			return value === '' ? null : isNumeric(value) ? Number(value) : value;
		case 'date':
		case 'dateTime':
			return value === '' ? null : value;
		case 'other':
			return typeof value === 'string' && /^\s*[[{]/.test(value) ? parse(field, value) : value;
		default:
			return value;
	}
}

function toReference(field: ObjectField, value: unknown): unknown {
	if (value === null || value === '') return null;
	if (isObject(value)) return 'id' in value ? value.id : value;
	if (typeof value !== 'string') return value;
	if (/^\d+$/.test(value.trim())) return Number(value);
	if (/^\s*\{/.test(value)) return toReference(field, parse(field, value));
	if (field.namedBy === undefined) throw new InvalidField(field.label, `"${value.slice(0, 80)}" is no ID`, 'the ID of an object');
	return { [field.namedBy]: value.trim() };
}

function toList(field: ObjectField, value: unknown): unknown[] {
	if (value === null || value === undefined || value === '') return [];
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	if (!/^\s*\[/.test(value)) return value.split(',').map((entry) => entry.trim()).filter(Boolean);
	const parsed = parse(field, value);
	return Array.isArray(parsed) ? parsed : [parsed];
}

function parse(field: ObjectField, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new InvalidField(field.label, 'is not valid JSON', 'JSON, an ID or a name');
	}
}

function isNumeric(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

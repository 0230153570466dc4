import type { IDataObject } from 'n8n-workflow';

import { InvalidField } from '../shared/errors.ts';
import { parsePlainly } from '../shared/exact-json.ts';
import { parseMoment } from '../shared/moment.ts';
import { customObjectFields } from './custom-fields.ts';
import type { Values } from './given-values.ts';
import { idOf, type Known } from './match.ts';
import type { ObjectField, ObjectFields } from './object-fields.ts';
import { isChoice, plain } from './same-value.ts';
import type { NetBox } from './transport.ts';

/** Values in the form that NetBox takes, with the fields that they are for. */
export interface Body extends Known {
	values: IDataObject;
}

/**
 * Brings values into the form that NetBox takes, also those that it shows in another: references by id or by the
 * attribute that names the other object, lists from text, the values of choices, moments with their offset.
 */
export async function toBody(netBox: NetBox, path: string, values: Values, fields: ObjectFields): Promise<Body> {
	const custom = values.custom_fields === undefined ? new Map<string, ObjectField>() : await customObjectFields(netBox, path);
	const write = async (name: string, value: unknown): Promise<unknown> => {
		const field = fields.get(name);
		if (field?.kind !== 'customFields') return field === undefined ? value : await toFieldValue(field, value, netBox);
		const given = jsonValue(field, value);
		return isObject(given) ? await writeAll(given, async (own, inner) => await toCustomValue(custom.get(own), own, inner, netBox)) : given;
	};
	return { values: (await writeAll(values, write)) as IDataObject, fields, custom };
}

/** For new objects: what was left empty is not said at all, so that NetBox sets its own default. */
export function withoutEmpty(values: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''));
}

async function writeAll(values: Values, write: (name: string, value: unknown) => Promise<unknown>): Promise<Values> {
	return Object.fromEntries(await Promise.all(Object.entries(values).map(async ([name, value]) => [name, await write(name, value)] as const)));
}

/** A custom field that cannot be seen is written as it was given, or as it was shown. */
async function toCustomValue(field: ObjectField | undefined, name: string, value: unknown, netBox: NetBox): Promise<unknown> {
	return field === undefined ? plain(value) : await toFieldValue({ ...field, label: `Custom field "${name}"` }, value, netBox);
}

async function toFieldValue(field: ObjectField, value: unknown, netBox: NetBox): Promise<unknown> {
	switch (field.kind) {
		case 'reference':
			return await toReference(field, value, netBox);
		case 'references':
			return await Promise.all(toList(field, value).map(async (entry) => await toReference(field, entry, netBox)));
		case 'list':
			return toList(field, value).map((entry) => (field.numeric ? toNumber(entry) : entry));
		case 'choices':
			return toList(field, value).map(plain);
		case 'ends':
			return toList(field, value).map((entry) => (isObject(entry) ? { object_type: entry.object_type, object_id: entry.object_id } : entry));
		case 'choice':
			return value === '' ? null : isChoice(value) ? value.value : value;
		case 'number':
			return value === '' ? null : toNumber(value);
		case 'boolean':
			return value === 'true' ? true : value === 'false' ? false : value === '' ? null : value;
		case 'date':
			return value === '' ? null : dateOf(field, value, netBox);
		case 'dateTime':
			return value === '' || value === null ? null : parseMoment(momentText(field, value), field.label, netBox.zone).toISOString();
		case 'json':
		case 'other':
			return jsonValue(field, value);
		default:
			return value;
	}
}

/** A number is an id, a text what the other object is named by: a name may well consist of digits. */
async function toReference(field: ObjectField, value: unknown, netBox: NetBox): Promise<unknown> {
	if (value === null || value === undefined || value === '') return null;
	if (isObject(value)) return 'id' in value ? value.id : isShownBy(field, value) ? value : await idOf(netBox, field, value as IDataObject);
	if (typeof value !== 'string') return value;
	if (/^\s*\{/.test(value)) return await toReference(field, parse(field, value), netBox);
	if (field.namedBy === undefined && /^\s*\d+\s*$/.test(value)) return Number(value);
	if (field.namedBy === undefined) throw new InvalidField(field.label, `"${value.slice(0, 80)}" is no ID`, 'the ID of an object, as a number');
	return await toReference(field, { [field.namedBy]: value.trim() }, netBox);
}

/**
 * Whether attributes can be sent as they are, and compared with what NetBox shows of the other object: little but what
 * such objects are named by.
 */
function isShownBy({ byAttributes, namedBy, target }: ObjectField, attributes: Record<string, unknown>): boolean {
	const [name, ...more] = Object.keys(attributes);
	return byAttributes && (target === undefined || (name === namedBy && more.length === 0));
}

function toList(field: ObjectField, value: unknown): unknown[] {
	if (value === null || value === undefined || value === '') return [];
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	if (!/^\s*[[{]/.test(value)) return value.split(',').map((entry) => entry.trim()).filter(Boolean);
	const parsed = parse(field, value);
	return Array.isArray(parsed) ? parsed : [parsed];
}

/** What expressions give for a date may be one of luxon's, or JavaScript's own. */
function momentText(field: ObjectField, value: unknown): string {
	if (typeof value === 'string') return value;
	const json: unknown = JSON.parse(JSON.stringify(value));
	if (typeof json === 'string') return json;
	throw new InvalidField(field.label, `got ${JSON.stringify(value).slice(0, 80)}`, 'a date with its time');
}

/** The day of a moment that an expression gives, where the workflow is. */
function dateOf(field: ObjectField, value: unknown, { zone }: NetBox): unknown {
	const text = typeof value === 'object' && value !== null && 'toJSON' in value ? momentText(field, value) : value;
	if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]/.test(text)) return text;
	return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(parseMoment(text, field.label, zone));
}

function jsonValue(field: ObjectField, value: unknown): unknown {
	if (value === '') return null;
	return typeof value === 'string' && /^\s*[[{]/.test(value) ? parse(field, value) : value;
}

function parse(field: ObjectField, text: string): unknown {
	try {
		return parsePlainly(text, field.label);
	} catch (error) {
		if (error instanceof InvalidField) throw error;
		throw new InvalidField(field.label, 'is not valid JSON', 'JSON, an ID or a name');
	}
}

/** NetBox also reads numbers that are text, so one of more digits than JavaScript keeps stays that. */
function toNumber(value: unknown): unknown {
	if (typeof value !== 'string' || value.trim() === '') return value;
	const number = Number(value);
	const isRounded = /^[+-]?\d+$/.test(value.trim()) && !Number.isSafeInteger(number);
	return Number.isFinite(number) && !isRounded ? number : value.trim();
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { IExecuteFunctions, NodeParameterValueType } from 'n8n-workflow';
import { isBinaryValue } from 'n8n-workflow';

import { InvalidField } from './errors.ts';
import { exactValue, parseExactly } from './exact-json.ts';
import type { Field, Fields, FieldValues, JsonField, StringField } from './field.ts';
import { parseMoment } from './moment.ts';
import { ROWS } from './properties.ts';

type Read = Pick<IExecuteFunctions, 'getNodeParameter' | 'getTimezone'>;

/**
 * Reads the fields of an operation for one item, checked and in the types that the declaration promises.
 *
 * @throws InvalidField naming the field when a required value is missing or a value has the wrong type
 */
export function readFields<F extends Fields>(execution: Read, fields: F, index: number): FieldValues<F> {
	const given: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(fields)) {
		if (field.type !== 'notice') given[name] = execution.getNodeParameter(name, index, emptyValue(field));
	}
	for (const [name, field] of Object.entries(fields)) {
		// n8n fails to take the value out of a locator that it does not show.
		if (field.type !== 'resourceLocator' || !isShown(field, fields, given)) continue;
		given[name] = execution.getNodeParameter(name, index, emptyValue(field), { extractValue: true });
	}
	return checkFields(fields, given, false, execution.getTimezone()) as FieldValues<F>;
}

function emptyValue(field: Field): NodeParameterValueType {
	return 'default' in field ? (field.default as NodeParameterValueType) : {};
}

/** An expression as default is for n8n to resolve, which it does not for what it does not show. */
function hiddenValue(field: Field): NodeParameterValueType {
	const value = emptyValue(field);
	return typeof value === 'string' && value.startsWith('=') ? '' : value;
}

function checkFields(fields: Fields, given: Record<string, unknown>, partial: boolean, zone: string): Record<string, unknown> {
	const checked: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(fields)) {
		if (field.type === 'notice' || (partial && given[name] === undefined)) continue;
		// A hidden field counts as not given: what it still holds must not make the operation fail.
		const shown = isShown(field, fields, given);
		checked[name] = check(field, shown ? given[name] : hiddenValue(field), shown && field.required === true, zone);
	}
	return checked;
}

function isShown(field: Field, siblings: Fields, given: Record<string, unknown>): boolean {
	const matches = ([name, values]: [string, readonly unknown[]]) => {
		const sibling = siblings[name];
		return values.includes(given[name] ?? (sibling && emptyValue(sibling)));
	};
	// Names with a slash are those of fields outside the collection: whether they match, only n8n can tell.
	const inside = (condition: Field['show'] = {}) => Object.entries(condition).filter(([name]) => !name.startsWith('/'));
	return inside(field.show).every(matches) && !inside(field.hide).some(matches);
}

function check(field: Field, value: unknown, required: boolean, zone: string): unknown {
	const empty = value === '' || value === undefined || value === null || (Array.isArray(value) && value.length === 0);
	if (required && empty) throw new InvalidField(field.displayName, 'a value is required');
	switch (field.type) {
		case 'string':
		case 'dateTime': {
			if (field.raw) return value;
			const one = (entry: unknown) => (field.type === 'dateTime' ? toMoment(field, entry, zone) : toText(field, entry));
			return field.typeOptions?.multipleValues ? toList(value).map(one) : one(value);
		}
		case 'binary':
			return isBinaryValue(value) ? value : toText(field, value);
		case 'number':
			return toNumber(field, value);
		case 'boolean':
			return toBoolean(field, value);
		case 'options':
			return toChoice(field, value);
		case 'multiOptions':
			return toList(value).map((entry) => toChoice(field, entry));
		case 'json':
			return toJson(field, value);
		case 'resourceLocator':
			return toText(field, isLocator(value) ? value.value : value);
		case 'collection':
			return checkFields(field.fields, toRecord(field, value), true, zone);
		case 'rows':
			return toList(toRecord(field, value)[ROWS]).map((row) => checkFields(field.fields, toRecord(field, row), false, zone));
		case 'resourceMapper':
		case 'notice':
			return value;
	}
}

/** As n8n keeps it where it does not take the value out itself: in collections. */
function isLocator(value: unknown): value is { value: unknown } {
	return typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
}

function toText(field: Field, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return wholeText(field, value);
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	// Expressions such as {{ $now }} give luxon's DateTime, others a Date; both turn to ISO 8601 as JSON.
	if (typeof value === 'object' && 'toJSON' in value) return toText(field, JSON.parse(JSON.stringify(value)));
	throw new InvalidField(field.displayName, `got ${describe(value)}`, 'text');
}

/** Half of a character, as expressions that cut text can leave it, has no form in UTF-8: systems would get another text. */
function wholeText(field: Field, text: string): string {
	if (!text.isWellFormed()) throw new InvalidField(field.displayName, 'it has half of a character, such as one half of an emoji', 'whole characters of Unicode');
	return text;
}

/** An absolute moment, so that no operation can take a time of the workflow's zone for one of another. */
function toMoment(field: StringField, value: unknown, zone: string): string {
	// What luxon could not read is null as JSON, and would pass for a field that is not filled in.
	if (typeof value === 'object' && value !== null && 'isValid' in value && value.isValid === false) {
		throw new InvalidField(field.displayName, 'got an invalid DateTime', 'a date with its time');
	}
	const text = toText(field, value);
	return text.trim() === '' ? '' : parseMoment(text, field.displayName, zone).toISOString();
}

function toNumber(field: Field, value: unknown): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw new InvalidField(field.displayName, `got ${describe(value)}`, 'a number');
	}
	const { minValue, maxValue } = field.typeOptions ?? {};
	if ((minValue !== undefined && number < minValue) || (maxValue !== undefined && number > maxValue)) {
		throw new InvalidField(field.displayName, `${number} is out of range`, `${minValue ?? '−∞'} to ${maxValue ?? '∞'}`);
	}
	return number;
}

function toBoolean(field: Field, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	if (value === 'true') return true;
	if (value === 'false') return false;
	throw new InvalidField(field.displayName, `got ${describe(value)}`, 'true or false');
}

function toChoice(field: Field & { type: 'options' | 'multiOptions' }, value: unknown): unknown {
	if (field.options === undefined) return toText(field, value);
	const values = field.options.map((option) => option.value);
	if (!values.some((allowed) => allowed === value)) {
		throw new InvalidField(field.displayName, `got ${describe(value)}`, values.join(', '));
	}
	return value;
}

function toJson(field: JsonField, value: unknown): unknown {
	if (typeof value !== 'string') return field.exact && value !== undefined ? exactValue(value, field.displayName) : value;
	if (value.trim() === '') return undefined;
	try {
		return field.exact ? parseExactly(value) : JSON.parse(value);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new InvalidField(field.displayName, `not valid JSON (${reason})`, 'JSON, or an expression that gives an object');
	}
}

function toList(value: unknown): unknown[] {
	if (value === undefined || value === null || value === '') return [];
	return Array.isArray(value) ? value : [value];
}

function toRecord(field: Field, value: unknown): Record<string, unknown> {
	if (value === undefined || value === null || value === '') return {};
	if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
	throw new InvalidField(field.displayName, `got ${describe(value)}`, 'an object');
}

function describe(value: unknown): string {
	if (typeof value === 'string') return value === '' ? 'nothing' : `"${value.slice(0, 80)}"`;
	if (value === null || value === undefined) return 'nothing';
	return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value);
}

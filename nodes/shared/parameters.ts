import type { IExecuteFunctions, INodeExecutionData, NodeParameterValueType } from 'n8n-workflow';
import { isBinaryValue } from 'n8n-workflow';

import { InvalidField } from './errors.ts';
import type { ChosenWorkflow, Field, Fields, FieldValues } from './field.ts';
import { toBoolean, toChoice, toJson, toList, toMoment, toNumber, toRecord, toText } from './field-value.ts';
import { ParameterValues } from './parameter-values.ts';
import { ROWS } from './properties.ts';
import { isOneExpression, rawPart } from './raw-parameter.ts';

type Read = Pick<IExecuteFunctions, 'getNodeParameter' | 'getTimezone'>;

/**
 * Reads the fields of an operation for one item, checked and in the types that the declaration promises.
 *
 * @param item the item itself, where it is at hand: a field that holds all of it is then not asked of n8n, which takes a tenth of a
 *   millisecond for each expression of each item
 * @throws InvalidField naming the field when a required value is missing or a value has the wrong type
 */
export function readFields<F extends Fields>(execution: Read, fields: F, index: number, item?: INodeExecutionData): FieldValues<F> {
	const values = ParameterValues.of(execution);
	const given: Record<string, unknown> = {};
	const raw: Record<string, unknown> = {};
	for (const [name, field] of entriesOf(fields)) {
		if (field.type === 'notice') continue;
		if (MAY_HOLD_JSON.includes(field.type)) raw[name] = values.raw(name, emptyValue(field));
		const isItem = item !== undefined && field.type === 'json' && typeof raw[name] === 'string' && THE_ITEM.test(raw[name]);
		given[name] = isItem ? item.json : values.of(name, index, emptyValue(field));
	}
	for (const [name, field] of entriesOf(fields)) {
		// n8n fails to take the value out of a locator that it does not show.
		if (field.type !== 'resourceLocator' || !isShown(field, fields, given)) continue;
		given[name] = values.of(name, index, emptyValue(field), true);
	}
	return checkFields(fields, { given, raw, partial: false, zone: execution.getTimezone() }) as FieldValues<F>;
}

/** An expression that gives the JSON of the item and nothing else. */
const THE_ITEM = /^=\{\{\s*\$json\s*\}\}$/;

/** What is known of the fields of one operation, one collection or one row. */
interface Known {
	given: Record<string, unknown>;
	/** The same before n8n put values in place of expressions, where it matters. */
	raw: unknown;
	/** Whether fields may be absent. */
	partial: boolean;
	/** The workflow's time zone. */
	zone: string;
}

/** Fields of which it must be known whether an expression gave the value. */
const MAY_HOLD_JSON: readonly Field['type'][] = ['json', 'collection', 'rows'];

function emptyValue(field: Field): NodeParameterValueType {
	return 'default' in field ? (field.default as NodeParameterValueType) : {};
}

/** An expression as default is for n8n to resolve, which it does not for what it does not show. */
function hiddenValue(field: Field): NodeParameterValueType {
	const value = emptyValue(field);
	return typeof value === 'string' && value.startsWith('=') ? '' : value;
}

function checkFields(fields: Fields, known: Known): Record<string, unknown> {
	const { given, raw, partial } = known;
	const checked: Record<string, unknown> = {};
	for (const [name, field] of entriesOf(fields)) {
		if (field.type === 'notice' || (partial && given[name] === undefined)) continue;
		// A hidden field counts as not given: what it still holds must not make the operation fail.
		const shown = isShown(field, fields, given);
		const value = shown ? given[name] : hiddenValue(field);
		if (shown && field.required && isEmpty(value)) throw new InvalidField(field.displayName, 'a value is required');
		checked[name] = check(field, value, shown ? rawPart(raw, name) : undefined, known.zone);
	}
	return checked;
}

function isShown(field: Field, siblings: Fields, given: Record<string, unknown>): boolean {
	if (field.show === undefined && field.hide === undefined) return true;
	const matches = ([name, values]: readonly [string, readonly unknown[]]) => {
		const sibling = siblings[name];
		return values.includes(given[name] ?? (sibling && emptyValue(sibling)));
	};
	// Names with a slash are those of fields outside the collection: whether they match, only n8n can tell.
	const isInside = ([name]: readonly [string, unknown]) => !name.startsWith('/');
	const unmet = field.show !== undefined && entriesOf(field.show).some((entry) => isInside(entry) && !matches(entry));
	return !unmet && !(field.hide !== undefined && entriesOf(field.hide).some((entry) => isInside(entry) && matches(entry)));
}

/** The entries of a declaration, made once: it is gone through for every item. */
function entriesOf<T>(declared: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
	let known = entries.get(declared) as [string, T][] | undefined;
	if (known === undefined) {
		known = Object.entries(declared);
		entries.set(declared, known);
	}
	return known;
}

const entries = new WeakMap<object, [string, unknown][]>();

function isEmpty(value: unknown): boolean {
	return value === '' || value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function check(field: Field, value: unknown, raw: unknown, zone: string): unknown {
	switch (field.type) {
		case 'string':
		case 'dateTime': {
			if (field.raw) return value;
			const one = (entry: unknown) => (field.type === 'dateTime' ? toMoment(field, entry, zone) : toText(field, entry));
			return field.typeOptions?.multipleValues ? toList(value).map(one) : one(value);
		}
		case 'texts':
			return toList(value).map((entry) => toText(field, entry));
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
			return toJson(field, value, isOneExpression(raw));
		case 'resourceLocator':
			return toText(field, isLocator(value) ? value.value : value);
		case 'collection':
			return checkFields(field.fields, { given: toRecord(field, value), raw, partial: true, zone });
		case 'rows':
			return toList(toRecord(field, value)[ROWS]).map((row, index) =>
				checkFields(field.fields, { given: toRecord(field, row), raw: rawPart(rawPart(raw, ROWS), index), partial: false, zone }),
			);
		case 'workflowSelector':
			return toWorkflow(field, value);
		case 'resourceMapper':
		case 'notice':
			return value;
	}
}

/** n8n takes no value out of this kind of field, whatever it is asked. */
function toWorkflow(field: Field, given: unknown): ChosenWorkflow {
	const id = toText(field, isLocator(given) ? given.value : given).trim();
	if (field.required && id === '') throw new InvalidField(field.displayName, 'no workflow is chosen');
	const name: unknown = isLocator(given) && 'cachedResultName' in given ? given.cachedResultName : undefined;
	return { id, name: typeof name === 'string' && name !== '' ? name : id };
}

/** As n8n keeps it where it does not take the value out itself: in collections. */
function isLocator(value: unknown): value is { value: unknown } {
	return typeof value === 'object' && value !== null && 'mode' in value && 'value' in value;
}

import { InvalidField } from './errors.ts';
import { exactValue, parseExactly, parsePlainly } from './exact-json.ts';
import type { Field, JsonField, MultiOptionsField, OptionsField, StringField } from './field.ts';
import { parseMoment } from './moment.ts';

/** Text of a field; numbers and dates that expressions give turn to it. */
export function toText(field: Field, value: unknown): string {
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

/**
 * An absolute moment, so that no operation can take a time of the workflow's zone for one of another.
 *
 * @param zone of the workflow
 */
export function toMoment(field: StringField, value: unknown, zone: string): string {
	// What luxon could not read is null as JSON, and would pass for a field that is not filled in.
	if (typeof value === 'object' && value !== null && 'isValid' in value && value.isValid === false) {
		throw new InvalidField(field.displayName, 'got an invalid DateTime', 'a date with its time');
	}
	const text = toText(field, value);
	return text.trim() === '' ? '' : parseMoment(text, field.displayName, zone).toISOString();
}

export function toNumber(field: Field, value: unknown): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw new InvalidField(field.displayName, `got ${describe(value)}`, 'a number');
	}
	if (typeof value === 'string' && Number.isInteger(number) && !Number.isSafeInteger(number)) {
		throw new InvalidField(field.displayName, `${describe(value)} is larger than n8n keeps exactly`, 'integers up to 2^53');
	}
	const { minValue, maxValue } = field.typeOptions ?? {};
	if ((minValue !== undefined && number < minValue) || (maxValue !== undefined && number > maxValue)) {
		throw new InvalidField(field.displayName, `${number} is out of range`, `${minValue ?? '−∞'} to ${maxValue ?? '∞'}`);
	}
	return number;
}

export function toBoolean(field: Field, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	if (value === 'true') return true;
	if (value === 'false') return false;
	throw new InvalidField(field.displayName, `got ${describe(value)}`, 'true or false');
}

export function toChoice(field: OptionsField | MultiOptionsField, value: unknown): unknown {
	if (field.options === undefined) return toText(field, value);
	const values = field.options.map((option) => option.value);
	if (!values.some((allowed) => allowed === value)) {
		throw new InvalidField(field.displayName, `got ${describe(value)}`, values.join(', '));
	}
	return value;
}

/**
 * @param isResult whether the value is what one expression gave, and not text in which somebody may have put some
 */
export function toJson(field: JsonField, value: unknown, isResult: boolean): unknown {
	if (typeof value !== 'string') return field.exact && value !== undefined ? exactValue(value, field.displayName) : value;
	if (field.anyValue && isResult) return value;
	if (value.trim() === '') return undefined;
	if (value.trim().startsWith('[object ')) {
		const problem = `got ${describe(value)}, the text that n8n makes of an object when something stands beside its expression`;
		throw new InvalidField(field.displayName, problem, 'the expression alone, with no blank or line break before {{ and after }}');
	}
	try {
		return field.exact ? parseExactly(value) : parsePlainly(value, field.displayName);
	} catch (error) {
		if (error instanceof InvalidField) throw error;
		const reason = error instanceof Error ? error.message : String(error);
		throw new InvalidField(field.displayName, `not valid JSON (${reason})`, 'JSON, or an expression that gives an object');
	}
}

export function toList(value: unknown): unknown[] {
	if (value === undefined || value === null || value === '') return [];
	return Array.isArray(value) ? value : [value];
}

export function toRecord(field: Field, value: unknown): Record<string, unknown> {
	if (value === undefined || value === null || value === '') return {};
	if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
	throw new InvalidField(field.displayName, `got ${describe(value)}`, 'an object');
}

function describe(value: unknown): string {
	if (typeof value === 'string') return value === '' ? 'nothing' : `"${value.slice(0, 80)}"`;
	if (value === null || value === undefined) return 'nothing';
	return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value);
}

import type { Field, Fields, Schema } from './field.ts';
import { Invalid } from './errors.ts';
import type { Call } from './call.ts';

interface Options {
	required?: boolean;
	nullable?: boolean;
	initial?: () => unknown;
}

interface StringOptions extends Options {
	maxLength?: number;
	/** Whether the empty string is taken. */
	blank?: boolean;
	unique?: boolean;
	format?: keyof typeof FORMATS;
}

const EMAIL = /^[^\s@]+@(?:[^\s@.]+\.)*[^\s@.]+$/;

const FORMATS = {
	email: { valid: (text: string) => EMAIL.test(text), message: 'Enter a valid email address.' },
	uri: { valid: (text: string) => URL.canParse(text), message: 'Enter a valid URL.' },
	slug: {
		valid: (text: string) => /^[-a-zA-Z0-9_]+$/.test(text),
		message: 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.',
	},
};

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
	return UUID.test(text);
}

/** The form with dashes and small letters, in which keys are stored. */
export function canonicalUuid(text: string): string {
	const digits = text.replaceAll('-', '').toLowerCase();
	return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function string(options: StringOptions = {}): Field {
	const { maxLength, blank = false, format } = options;
	return writable({ type: 'string', maxLength, format: format === 'slug' ? undefined : format }, options, (value) => {
		if (typeof value !== 'string' && typeof value !== 'number') throw new Invalid('Not a valid string.');
		const text = String(value).trim();
		if (text === '') {
			if (!blank) throw new Invalid('This field may not be blank.');
			return text;
		}
		if (maxLength !== undefined && text.length > maxLength) {
			throw new Invalid(`Ensure this field has no more than ${maxLength} characters.`);
		}
		if (format && !FORMATS[format].valid(text)) throw new Invalid(FORMATS[format].message);
		return text;
	});
}

export function integer(options: Options & { minimum?: number; maximum?: number } = {}): Field {
	const { minimum = -2147483648, maximum = 2147483647 } = options;
	return writable({ type: 'integer', minimum, maximum }, options, (value) => {
		const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
		if (!Number.isInteger(number)) throw new Invalid('A valid integer is required.');
		if ((number as number) > maximum) {
			throw new Invalid(`Ensure this value is less than or equal to ${maximum}.`);
		}
		if ((number as number) < minimum) {
			throw new Invalid(`Ensure this value is greater than or equal to ${minimum}.`);
		}
		return number;
	});
}

export function boolean(options: Options = {}): Field {
	return writable({ type: 'boolean' }, options, (value) => {
		if (value === true || value === 'true' || value === 'True' || value === 1 || value === '1') return true;
		if (value === false || value === 'false' || value === 'False' || value === 0 || value === '0') return false;
		throw new Invalid('Must be a valid boolean.');
	});
}

export function choice(values: readonly string[], options: Options = {}): Field {
	return writable({ type: 'string', enum: values }, options, (value) => parseChoice(values, value));
}

export function choices(values: readonly string[], options: Options = {}): Field {
	return list(choice(values), options);
}

/** A list whose items are those of another field. */
export function list(item: Field, options: Options = {}): Field {
	return writable({ type: 'array', items: item.schema }, options, (value, call) => {
		const errors: Record<string, unknown> = {};
		const parsed = parseList(value).map((element, index) => {
			try {
				return parseValue(item, element, call);
			} catch (error) {
				if (!(error instanceof Invalid)) throw error;
				errors[index] = error.errors;
				return undefined;
			}
		});
		if (Object.keys(errors).length > 0) throw new Invalid(errors);
		return parsed;
	});
}

/** An object with fields of its own. */
export function nested(fields: Fields, options: Options = {}): Field {
	const properties = Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
	return writable({ type: 'object', properties }, options, (value, call) => parseFields(fields, value, call));
}

export function dateTime(options: Options = {}): Field {
	return writable({ type: 'string', format: 'date-time' }, options, (value) => {
		const date = typeof value === 'string' ? parseDate(value) : undefined;
		if (!date) {
			throw new Invalid(
				'Datetime has wrong format. Use one of these formats instead: ' +
					'YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
			);
		}
		return date;
	});
}

/** An ISO 8601 date, or date and time, as the UTC text in which times are stored; UTC too when it names no zone. */
export function parseDate(text: string): string | undefined {
	if (!/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return undefined;
	const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text.slice(10)) ? text : `${text}${text.length > 10 ? 'Z' : ''}`;
	const milliseconds = Date.parse(zoned.replace(' ', 'T'));
	return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** A JSON object with any members. */
export function dictionary(options: Options = {}): Field {
	return writable({ type: 'object', additionalProperties: {} }, options, (value) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			throw new Invalid('Value must be a dictionary, and not have any duplicate keys.');
		}
		return value;
	});
}

/** A field that the server computes. */
export function computed(schema: Schema, read?: NonNullable<Field['read']>): Field {
	return { schema: { ...schema, readOnly: true }, read };
}

/** Parses a value for a field that takes null when its schema says so. @throws Invalid */
export function parseValue(field: Field, value: unknown, call: Call): unknown {
	if (value === null && field.schema.nullable !== true) throw new Invalid('This field may not be null.');
	return value === null ? null : field.write?.parse(value, call);
}

/** Parses the fields of a body. With `partial`, missing ones are left alone. @throws Invalid with errors by field */
export function parseFields(fields: Fields, body: unknown, call: Call, partial = false): Record<string, unknown> {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw new Invalid({ non_field_errors: [`Invalid data. Expected a dictionary, but got ${pythonType(body)}.`] });
	}
	const values: Record<string, unknown> = {};
	const errors: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(fields)) {
		if (!field.write) continue;
		try {
			if (Object.hasOwn(body, name)) values[name] = parseValue(field, body[name as keyof typeof body], call);
			else if (field.write.required && !partial) throw new Invalid('This field is required.');
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			errors[name] = error.errors;
		}
	}
	if (Object.keys(errors).length > 0) throw new Invalid(errors);
	return values;
}

export function parseChoice(values: readonly string[], value: unknown): string {
	if (!values.includes(value as string)) throw new Invalid(`"${String(value)}" is not a valid choice.`);
	return value as string;
}

export function parseList(value: unknown): unknown[] {
	if (!Array.isArray(value)) throw new Invalid(`Expected a list of items but got type "${pythonType(value)}".`);
	return value;
}

/** The name that Python gives to the type of a JSON value; Authentik's messages carry it. */
export function pythonType(value: unknown): string {
	if (value === null || value === undefined) return 'NoneType';
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
	return { string: 'str', boolean: 'bool', object: 'dict' }[typeof value as string] ?? 'str';
}

function writable(schema: Schema, options: StringOptions, parse: (value: unknown, call: Call) => unknown): Field {
	const { required = false, nullable, initial, unique } = options;
	const defined = Object.entries({ ...schema, nullable }).filter(([, value]) => value !== undefined);
	return { schema: Object.fromEntries(defined), write: { required, initial, unique, parse } };
}

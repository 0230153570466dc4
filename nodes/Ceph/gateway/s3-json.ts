import type { LifecycleRule$ } from '@aws-sdk/client-s3';

import { InvalidField } from '../../shared/errors.ts';
import { parseMoment } from '../../shared/moment.ts';

/**
 * A schema out of the SDK, by which it writes and reads XML: a number for a simple type, a tuple that begins with its kind
 * for the others, a function that gives one, or one with its traits (StaticSchema in @smithy/types).
 */
export type Schema = (typeof LifecycleRule$)[5][number];

/** Where a value stands, and what dates without an offset are read by. */
interface Place {
	/** Display name of the field that the JSON was given in. */
	field: string;
	/** From the JSON's root: `[0].Filter.Tag`; empty for the root itself. */
	path: string;
	/** IANA name of the workflow's time zone. */
	zone: string;
}

const LIST = 1;
const STRUCTURE = 3;
/** Added to the number of a simple type it stands for a list of them. */
const LIST_OF = 64;

/** What JSON may hold of a simple type, by the number that the SDK has for it. */
const SIMPLE: Readonly<Record<number, (value: unknown, place: Place) => unknown>> = {
	0: toText,
	1: toInteger,
	2: toBoolean,
	// Moments: the number says how they are written.
	4: toMoment,
	5: toMoment,
	6: toMoment,
	7: toMoment,
};

/**
 * Reads JSON in the words of S3 as the SDK takes it. The SDK itself drops names that it does not know, and makes something
 * of values of the wrong kind: rules for a part of a bucket would be for all of it.
 *
 * @param schema of the whole
 * @param field display name of the field that the JSON was given in
 * @param zone IANA name of the time zone of dates without an offset
 * @returns the same with numbers, and dates as `Date`
 * @throws InvalidField for an unknown or a missing name and for a value of the wrong kind, with its path and what is allowed
 */
export function readS3Json(schema: Schema, json: unknown, field: string, zone: string): unknown {
	return read(schema, json, { field, path: '', zone });
}

/** Names the place of a value inside the JSON of a field, for errors. */
export function at(...path: (string | number)[]): string {
	return path.reduce<string>((before, step) => (typeof step === 'number' ? `${before}[${step}]` : before === '' ? step : `${before}.${step}`), '');
}

function read(schema: unknown, value: unknown, place: Place): unknown {
	const plain = resolve(schema);
	if (typeof plain === 'number') {
		if (plain >= LIST_OF) return readList(plain - LIST_OF, value, place);
		const simple = SIMPLE[plain];
		if (simple) return simple(value, place);
	} else if (plain[0] === LIST) {
		return readList(plain[4], value, place);
	} else if (plain[0] === STRUCTURE) {
		return readStructure(plain as unknown as Structure, value, place);
	}
	throw new Error(`No way to read the S3 type ${JSON.stringify(plain)} from JSON`);
}

/** Takes traits off, and calls what stands for a schema that is declared elsewhere. */
function resolve(schema: unknown): number | readonly unknown[] {
	if (typeof schema === 'function') return resolve((schema as () => unknown)());
	if (Array.isArray(schema)) return schema.length === 2 ? resolve(schema[0]) : schema;
	return schema as number;
}

type Structure = readonly [kind: 3, namespace: string, name: string, traits: unknown, names: readonly string[], schemas: readonly unknown[], required?: number];

function readStructure([, , , , names, schemas, required = 0]: Structure, value: unknown, place: Place): Record<string, unknown> {
	const allowed = names.toSorted().join(', ');
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, value, `an object with ${allowed}`);
	const given = Object.entries(value).filter(([, entry]) => entry !== undefined);
	const inside = (name: string) => ({ ...place, path: at(...(place.path === '' ? [] : [place.path]), name) });
	const unknown = given.find(([name]) => !names.includes(name));
	if (unknown) throw new InvalidField(place.field, `${place.path || 'this'} cannot have "${unknown[0].slice(0, 80)}"`, allowed);
	// The SDK lists those first that must be there.
	const missing = names.slice(0, required).find((name) => !given.some(([one]) => one === name));
	if (missing !== undefined) throw new InvalidField(place.field, `${inside(missing).path} is missing`, allowed);
	return Object.fromEntries(given.map(([name, entry]) => [name, read(schemas[names.indexOf(name)], entry, inside(name))]));
}

function readList(schema: unknown, value: unknown, place: Place): unknown[] {
	if (!Array.isArray(value)) throw wrong(place, value, 'a list');
	return value.map((entry, index) => read(schema, entry, { ...place, path: `${place.path}[${index}]` }));
}

function toText(value: unknown, place: Place): string {
	if (typeof value !== 'string') throw wrong(place, value, 'text');
	// XML 1.0 (2.2) has no way to write most control characters.
	if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(value) || !value.isWellFormed()) throw wrong(place, value, 'text without control characters');
	return value;
}

/** Expressions give numbers as text at times; all numbers here count something. */
function toInteger(value: unknown, place: Place): number {
	const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) throw wrong(place, value, 'a whole number');
	return number;
}

function toBoolean(value: unknown, place: Place): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw wrong(place, value, 'true or false');
}

/** A date alone is the day in UTC, by which S3 counts days. */
function toMoment(value: unknown, place: Place): Date {
	const text: unknown = typeof value === 'object' && value !== null && 'toJSON' in value ? JSON.parse(JSON.stringify(value)) : value;
	if (typeof text !== 'string') throw wrong(place, value, 'a date with its time, such as 2030-01-01T00:00:00Z');
	return parseMoment(text, `${place.field}: ${place.path}`, /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? 'UTC' : place.zone);
}

function wrong({ field, path }: Place, value: unknown, allowed: string): InvalidField {
	const got = JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
	return new InvalidField(field, `${path === '' ? '' : `${path} `}got ${got}`, allowed);
}

import { isDeepStrictEqual } from 'node:util';

import type { ObjectField } from './object-fields.ts';
import { spelled } from './spelling.ts';

/** A value without what NetBox adds when it shows it: choices are their values, other objects their ids. */
export function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (!isObject(value)) return value;
	if (isChoice(value)) return value.value;
	return 'id' in value && 'display' in value ? value.id : value;
}

/** A choice as NetBox shows it. */
export function isChoice(value: unknown): value is { value: unknown; label: unknown } {
	return isObject(value) && Object.keys(value).length === 2 && 'value' in value && 'label' in value;
}

/**
 * Whether a field has a value already, in whatever form it was given.
 *
 * @param current as NetBox shows it
 * @param wanted as NetBox takes it
 */
export function isSame(path: string, field: ObjectField | undefined, current: unknown, wanted: unknown): boolean {
	switch (field?.kind) {
		case 'reference':
			return isReferenceTo(current, wanted);
		case 'references':
			return sameSet(current, wanted, isReferenceTo);
		case 'choice':
			return sameText(plain(current), plain(wanted));
		case 'choices':
			return sameSet(plain(current), plain(wanted), Object.is);
		case 'ends':
			return sameSet(current, wanted, containsAll);
		case 'number':
			return isEmpty(current) || isEmpty(wanted) ? isEmpty(current) === isEmpty(wanted) : Number(current) === Number(wanted);
		case 'dateTime':
			return isEmpty(current) || isEmpty(wanted) ? isEmpty(current) === isEmpty(wanted) : Date.parse(String(current)) === Date.parse(String(wanted));
		case 'text':
		case 'date':
			return spelled(path, field.name, asText(current)) === spelled(path, field.name, asText(wanted));
		case 'list':
			// Types of objects are a set; elsewhere the order may mean something.
			return field.name === 'object_types' ? sameSet(current, wanted, Object.is) : isDeepStrictEqual(current, wanted);
		case 'json':
			return isMerged(field) ? containsAll(current, wanted) : isDeepStrictEqual(current, wanted);
		default:
			return isDeepStrictEqual(plain(current), plain(wanted));
	}
}

/** Attributes of module types: NetBox keeps those that are not said (`AttributesField`); all other JSON it replaces. */
function isMerged({ name }: ObjectField): boolean {
	return name === 'attributes';
}

function isReferenceTo(current: unknown, wanted: unknown): boolean {
	if (!isObject(current) || !isObject(wanted) || 'id' in wanted) return idOf(current) === idOf(wanted);
	return Object.entries(wanted).every(([key, value]) => isReferenceTo(current[key], value));
}

function idOf(value: unknown): unknown {
	return isObject(value) && 'id' in value ? value.id : (value ?? null);
}

/** NetBox drops repetitions of one and the same. */
function sameSet(current: unknown, wanted: unknown, same: (current: unknown, wanted: unknown) => boolean): boolean {
	const [is, ought] = [current ?? [], wanted ?? []];
	if (!Array.isArray(is) || !Array.isArray(ought)) return isDeepStrictEqual(is, ought);
	return is.every((entry) => ought.some((other) => same(entry, other))) && ought.every((entry) => is.some((other) => same(other, entry)));
}

function containsAll(current: unknown, wanted: unknown): boolean {
	if (!isObject(current) || !isObject(wanted)) return isDeepStrictEqual(current, wanted);
	return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(current[key], value));
}

/** NetBox shows a choice that is not made as none at all. */
function sameText(current: unknown, wanted: unknown): boolean {
	return asText(current) === asText(wanted);
}

function asText(value: unknown): string {
	return isEmpty(value) ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function isEmpty(value: unknown): boolean {
	return value === null || value === undefined || value === '';
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

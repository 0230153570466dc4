import type { IDataObject } from 'n8n-workflow';

import { InvalidField, SystemError } from '../shared/errors.ts';
import { PREFIX } from './custom-fields.ts';
import { confirmFilters, type Filter, toQuery } from './filters.ts';
import { ID_SUFFIX } from './given-values.ts';
import { objectFields } from './knowledge.ts';
import type { ObjectField, ObjectFields } from './object-fields.ts';
import { pages } from './pages.ts';
import { isSame } from './same-value.ts';
import { spelled } from './spelling.ts';
import type { NetBox, NetBoxObject, Query } from './transport.ts';

/** Fields, and custom fields beside them, by which objects are found. */
export interface Known {
	fields: ObjectFields;
	custom: ObjectFields;
}

/** How the one object is found that has given values. */
export interface Match {
	query: Query;
	filters: readonly Filter[];
	values: IDataObject;
}

/**
 * Prepares to find the object that has these values; custom fields stand under names with `cf_` before them.
 *
 * @param values as NetBox takes them
 * @throws InvalidField for a field by whose value NetBox does not find objects
 */
export async function matchOf(netBox: NetBox, path: string, values: IDataObject, known: Known): Promise<Match> {
	const nested = await Promise.all(Object.entries(values).map(async ([name, value]) => await filtersFor(netBox, path, name, value, known)));
	const filters = nested.flat();
	return { query: await toQuery(netBox, path, filters), filters, values };
}

/**
 * The object that has exactly the wanted values. What filters find is looked at again: a region also finds what is in
 * the regions within it, an end of a cable any of several.
 *
 * @throws SystemError with code `ambiguous` when several have them
 */
export async function findMatch(netBox: NetBox, path: string, { query, filters, values }: Match, known: Known): Promise<NetBoxObject | undefined> {
	const found: NetBoxObject[] = [];
	for await (const object of pages(netBox, path, query)) {
		if (isMatch(path, object, values, known)) found.push(object);
		if (found.length > 1) break;
	}
	const [object] = found;
	if (object !== undefined) await confirmFilters(netBox, path, filters, object);
	if (found.length > 1) throw ambiguous(path, found);
	return object;
}

function isMatch(path: string, object: NetBoxObject, values: IDataObject, { fields, custom }: Known): boolean {
	return Object.entries(values).every(([name, value]) => {
		if (fields.has(name) || !name.startsWith(PREFIX)) return isSame(path, fields.get(name), object[name], value);
		const own = name.slice(PREFIX.length);
		return isSame(path, custom.get(own), (object.custom_fields as IDataObject | undefined)?.[own], value);
	});
}

export function ambiguous(path: string, found: readonly NetBoxObject[], count: number | 'several' = 'several'): SystemError {
	return new SystemError({
		message: `NetBox has ${count} objects in ${path} that match, where one is meant: ${found.map(({ display, id }) => display ?? id).join(', ')}, …`,
		description: 'Add filters, or fields to match on, until only one object is left.',
		code: 'ambiguous',
	});
}

async function filtersFor(netBox: NetBox, path: string, name: string, value: unknown, { fields, custom }: Known): Promise<Filter[]> {
	const field = fields.get(name) ?? custom.get(name.slice(PREFIX.length));
	const label = field?.label ?? name;
	if (field?.kind === 'reference') return [await referenceFilter(netBox, name, field, value)];
	if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
		throw new InvalidField(label, 'a value is required to match on');
	}
	if (field?.kind === 'ends') return endFilters(field, value);
	if (typeof value === 'string') return [{ name, value: [spelled(path, name, value)] }];
	if (typeof value === 'number' || typeof value === 'boolean') return [{ name, value: [String(value)] }];
	throw new InvalidField(label, 'cannot be matched on', 'fields that hold a text, a number, another object, or the ends of a cable');
}

/** Another object is filtered by its id (`site_id`), by its slug under the field's own name, or as one that is missing. */
async function referenceFilter(netBox: NetBox, name: string, field: ObjectField, value: unknown): Promise<Filter> {
	// A custom field holds the id itself.
	const byId = name.startsWith(PREFIX) ? name : name + ID_SUFFIX;
	if (value === undefined) throw new InvalidField(field.label, 'a value is required to match on');
	if (value === null || value === '') return { name: byId, value: ['null'] };
	if (typeof value !== 'object') return { name: byId, value: [typeof value === 'string' ? value : JSON.stringify(value)] };
	const { slug, ...more } = value as IDataObject;
	if (typeof slug === 'string' && Object.keys(more).length === 0 && byId !== name) return { name, value: [slug] };
	return { name: byId, value: [String(await idOf(netBox, field, value as IDataObject))] };
}

/** NetBox filters cables by the ends on each side: `a_terminations` by `termination_a_type` and `termination_a_id`. */
function endFilters({ name, label }: ObjectField, value: unknown): Filter[] {
	const side = /^([ab])_terminations$/.exec(name)?.[1];
	const ends = [value].flat() as Partial<Record<'object_type' | 'object_id', unknown>>[];
	if (side === undefined || ends.some(({ object_type: type, object_id: id }) => type === undefined || id === undefined)) {
		throw new InvalidField(label, 'cannot be matched on', 'a list of ends, each with its object_type and object_id');
	}
	return [
		{ name: `termination_${side}_type`, value: [...new Set(ends.map(({ object_type: type }) => String(type)))] },
		{ name: `termination_${side}_id`, value: ends.map(({ object_id: id }) => String(id)) },
	];
}

/**
 * The id of another object that is named by its attributes.
 *
 * @throws SystemError with code 404 when there is none, `ambiguous` when there are several
 */
export async function idOf(netBox: NetBox, { label, target }: ObjectField, attributes: IDataObject): Promise<number> {
	if (target === undefined) throw new InvalidField(label, 'cannot be found by name', 'the ID of an object');
	const known = { fields: await objectFields(netBox, target), custom: new Map() };
	const object = await findMatch(netBox, target, await matchOf(netBox, target, attributes, known), known);
	if (object !== undefined) return object.id;
	throw new SystemError({
		message: `${label}: NetBox has nothing in ${target} with ${Object.entries(attributes).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(', ')}`,
		description: 'A text is taken for what such objects are named by, a number for the ID that NetBox gave one.',
		code: '404',
	});
}

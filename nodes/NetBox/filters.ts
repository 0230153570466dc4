import { InvalidField } from '../shared/errors.ts';
import { parseMoment } from '../shared/moment.ts';
import { customFilters, forgetCustomFields, PREFIX } from './custom-fields.ts';
import { probeFilter } from './filter-probe.ts';
import { lookAgain, typeSchema, typeSchemaSoon } from './knowledge.ts';
import { type KnownFilter, STEERING } from './schema-filters.ts';
import type { NetBox, NetBoxObject, Query } from './transport.ts';

export interface Filter {
	name: string;
	/** One, or several of which one is meant. */
	value: readonly string[];
}

/** Begins the names of filters by attributes of module types, which no description lists. */
const ATTRIBUTE = 'attr_';

/**
 * Turns filters into a query; a name that comes several times means one of its values.
 *
 * @throws InvalidField for what NetBox would ignore, and give or change all objects: a name that it does not know, a
 * value that is none, or a second value of a filter that takes one
 */
export async function toQuery(netBox: NetBox, path: string, filters: readonly Filter[]): Promise<Query> {
	const query: Record<string, string[]> = {};
	for (const { name, value } of filters) (query[name.trim()] ??= []).push(...value);
	const checked = Object.entries(query).map(async ([name, values]) => [name, await checkValues(netBox, path, name, values)] as const);
	return Object.fromEntries(await Promise.all(checked));
}

async function checkValues(netBox: NetBox, path: string, name: string, values: string[]): Promise<string[]> {
	if (STEERING.has(name)) throw new InvalidField('Filter', `"${name}" does not filter`, 'the options of this operation');
	const filter = await knownFilter(netBox, path, name, values);
	if (filter === undefined) {
		throw new InvalidField('Filter', `NetBox does not know "${name}" for ${path}, and would ignore it`, 'a filter from the list');
	}
	// NetBox takes away blanks, and then ignores a filter that has no value.
	if (values.length === 0 || values.some((value) => value.trim() === '')) throw new InvalidField(name, 'a value is required');
	if (values.length > 1 && !filter.multiple) {
		throw new InvalidField(name, `got ${values.length} values, of which NetBox would take the last`, 'one value');
	}
	if (filter.kind === 'boolean') return values.map((value) => yesOrNo(name, value));
	// "null" asks for what has none.
	const isMoment = (value: string) => filter.kind === 'dateTime' && value.trim() !== 'null';
	return values.map((value) => (isMoment(value) ? parseMoment(value, name, netBox.zone).toISOString() : value));
}

/** NetBox ignores a filter of yes and no that has another value. */
function yesOrNo(name: string, value: string): string {
	const given = value.trim().toLowerCase();
	if (given === 'true' || given === '1') return 'true';
	if (given === 'false' || given === '0') return 'false';
	throw new InvalidField(name, `got "${value.slice(0, 80)}", and NetBox would ignore it`, 'true or false');
}

/** @returns `undefined` when NetBox does not filter by that name */
async function knownFilter(netBox: NetBox, path: string, name: string, values: readonly string[]): Promise<KnownFilter | undefined> {
	if (name.startsWith(PREFIX)) {
		const named = (await customFilters(netBox, path)).find((filter) => filter.name === name);
		// Lookups, and what this user may not see, only NetBox itself can tell.
		return named ?? (await askNetBox(netBox, path, name, values));
	}
	const schema = await typeSchemaSoon(netBox, path);
	if (schema === undefined || name.startsWith(ATTRIBUTE)) return await askNetBox(netBox, path, name, values);
	const known = schema.filters.get(name);
	if (known !== undefined) return known;
	await lookAgain(netBox);
	return (await typeSchema(netBox, path))?.filters.get(name);
}

async function askNetBox(netBox: NetBox, path: string, name: string, values: readonly string[]): Promise<KnownFilter | undefined> {
	const found = await probeFilter(netBox, path, name, values);
	if (found !== undefined) return found === 'unknown' ? undefined : found;
	// What is found is the same whether NetBox filters by it or not: none can be found or changed by mistake.
	const schema = name.startsWith(PREFIX) || name.startsWith(ATTRIBUTE) ? undefined : await typeSchema(netBox, path);
	return schema === undefined ? { name, label: name, kind: 'other', multiple: true } : schema.filters.get(name);
}

/**
 * Makes sure, before an object is changed or deleted that was found by filters, that they were filters when it was found:
 * custom fields come and go at any time.
 *
 * @throws InvalidField when NetBox ignored one
 */
export async function confirmFilters(netBox: NetBox, path: string, filters: readonly Filter[], found: NetBoxObject): Promise<void> {
	const custom = filters.filter(({ name }) => name.trim().startsWith(PREFIX));
	if (custom.length === 0) return;
	checkAnswer(path, custom, found);
	await forgetCustomFields(netBox);
	await toQuery(netBox, path, custom);
}

/** @throws InvalidField when an object has not even the custom field that it was filtered by */
export function checkAnswer(path: string, filters: readonly Filter[], { custom_fields: shown }: NetBoxObject): void {
	if (typeof shown !== 'object' || shown === null) return;
	for (const { name } of filters) {
		const [field = ''] = name.trim().slice(PREFIX.length).split('__');
		if (!name.trim().startsWith(PREFIX) || field in shown) continue;
		throw new InvalidField('Filter', `NetBox does not know "${name}" for ${path} any more, and ignored it`, 'a filter from the list');
	}
}

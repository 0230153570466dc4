import { randomUUID } from 'node:crypto';

import { InvalidField, SystemError } from '../shared/errors.ts';
import type { NetBox, Query } from './transport.ts';

export interface Filter {
	name: string;
	value: string;
}

/** Parameters that steer the answer instead of filtering it. */
const STEERING = ['limit', 'offset', 'start', 'ordering', 'brief', 'fields', 'omit', 'format', 'include', 'exclude'];

/** Lookups that leave out what they match; see {@link isFilter}. */
const NEGATION = /__(?:n|nic|nisw|niew|nie|nre)$/;

/**
 * Turns filters into a query; a name that comes several times means one of its values.
 *
 * @throws InvalidField for a name that NetBox does not know: it would ignore it, and give or change all objects
 */
export async function toQuery(netBox: NetBox, path: string, filters: readonly Filter[]): Promise<Query> {
	const query: Record<string, string[]> = {};
	for (const { name, value } of filters) (query[name] ??= []).push(value);
	for (const name of Object.keys(query)) {
		if (STEERING.includes(name)) throw new InvalidField('Filter', `"${name}" does not filter`, 'the options of this operation');
		if (!(await isFilter(netBox, path, name))) {
			throw new InvalidField('Filter', `NetBox does not know "${name}" for ${path}, and would ignore it`, 'a filter from the list');
		}
	}
	return query;
}

/**
 * Finds out whether NetBox filters by a name, because it ignores those that it does not know.
 *
 * A value that no object has is refused or finds nothing; where it finds something, the filter is unknown, or one
 * that takes yes and no, whose two answers then add up to all objects. Of what leaves out its matches, the part is
 * asked that matches.
 */
export async function isFilter(netBox: NetBox, path: string, name: string): Promise<boolean> {
	const known = await netBox.remember(`filter ${path} ${name}`, async () => {
		const asked = name.replace(NEGATION, '');
		const found = await count(netBox, path, { [asked]: `none-${randomUUID()}` });
		if (found === 'refused') return true;
		// Nothing is learned from a type that has no objects yet, and nothing can be found by mistake.
		if (found === 0) return await netBox.remember(`objects of ${path}`, async () => ((await count(netBox, path, {})) === 0 ? undefined : true));
		const [yes, no] = [await count(netBox, path, { [asked]: 'true' }), await count(netBox, path, { [asked]: 'false' })];
		return yes === 'refused' || no === 'refused' || yes + no === found;
	});
	return known ?? true;
}

async function count(netBox: NetBox, path: string, query: Query): Promise<number | 'refused'> {
	try {
		return (await netBox.get<{ count: number }>(path, { ...query, limit: 1, brief: true })).count;
	} catch (error) {
		if (error instanceof SystemError && error.failure.code === '400') return 'refused';
		throw error;
	}
}

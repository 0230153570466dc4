import { randomUUID } from 'node:crypto';

import { SystemError } from '../shared/errors.ts';
import type { KnownFilter } from './schema-filters.ts';
import type { NetBox, Query } from './transport.ts';

/** Lookups that leave out what they match, and what they match: `n` the value itself, `nic` what `ic` finds. */
const NEGATION = /^(.+)__n(ic|isw|iew|ie)?$/;

/**
 * Finds out by asking whether NetBox filters by a name, because it ignores those that it does not know.
 *
 * @param values of a filter that leaves out its matches: no match of them is left when it is asked for as well
 * @returns `undefined` when nothing can be learned: there are no such objects, or none that would be left out
 */
export async function probeFilter(netBox: NetBox, path: string, name: string, values: readonly string[]): Promise<KnownFilter | 'unknown' | undefined> {
	const [, base, lookup] = NEGATION.exec(name) ?? [];
	if (base === undefined) return await probePositive(netBox, path, name);
	const positive = lookup === undefined ? base : `${base}__${lookup}`;
	const known = await probePositive(netBox, path, positive);
	if (known === undefined || known === 'unknown') return known;
	// In this order: whatever comes and goes between the two, a match that is still there under both tells that one is ignored.
	const matches = await count(netBox, path, { [positive]: values });
	if (matches === 0) return undefined;
	const left = await count(netBox, path, { ...(matches !== 'refused' && { [positive]: values }), [name]: values });
	return left === 'refused' || left === 0 ? { ...known, name } : 'unknown';
}

/**
 * A value that no object has is refused or finds nothing; where it finds something, the name is unknown and everything
 * was found, or it takes yes and no, which then cannot both find everything.
 */
async function probePositive(netBox: NetBox, path: string, name: string): Promise<KnownFilter | 'unknown' | undefined> {
	const filter = { name, label: name, multiple: true };
	const found = await count(netBox, path, { [name]: `none-${randomUUID()}` });
	if (found === 'refused') return { ...filter, kind: 'other' };
	if (found === 0) return (await count(netBox, path, {})) === 0 ? undefined : { ...filter, kind: 'other' };
	const [yes, no] = [await count(netBox, path, { [name]: 'true' }), await count(netBox, path, { [name]: 'false' })];
	if (yes === 'refused' || no === 'refused') return { ...filter, kind: 'other' };
	return yes + no <= found ? { ...filter, kind: 'boolean', multiple: false } : 'unknown';
}

async function count(netBox: NetBox, path: string, query: Query): Promise<number | 'refused'> {
	try {
		return (await netBox.get<{ count: number }>(path, { ...query, limit: 1, brief: true })).count;
	} catch (error) {
		if (error instanceof SystemError && error.failure.code === '400') return 'refused';
		throw error;
	}
}

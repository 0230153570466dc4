import { InvalidField, SystemError } from '../shared/errors.ts';
import { field, rows } from '../shared/field.ts';
import { type Filter, toQuery } from './filters.ts';
import type { NetBox, NetBoxObject, Query } from './transport.ts';

const EXPRESSION = 'using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

export const filtersField = rows(
	'Filters',
	'Filter',
	{
		name: {
			displayName: 'Filter Name or ID',
			type: 'options',
			required: true,
			default: '',
			typeOptions: { loadOptionsMethod: 'getFilters', loadOptionsDependsOn: ['objectType.value'] },
			description: `What to filter by. Choose from the list, or specify an ID ${EXPRESSION}.`,
		},
		value: {
			displayName: 'Value',
			type: 'string',
			required: true,
			default: '',
			description: 'What objects must have; add the same filter again for "one of these"',
		},
	},
	'What objects must have, as NetBox itself filters its lists',
);

/** How one object is named. */
export const lookupFields = {
	by: field({
		displayName: 'Find By',
		type: 'options',
		options: [
			{ name: 'Filters', value: 'filters', description: 'By what only this object has, such as its slug' },
			{ name: 'ID', value: 'id' },
		],
		default: 'id',
	}),
	id: field({
		displayName: 'ID',
		type: 'string',
		required: true,
		default: '',
		placeholder: '42',
		description: 'Number that NetBox gave the object',
		show: { by: ['id'] },
	}),
	filters: field({ ...filtersField, show: { by: ['filters'] } }),
} as const;

interface Lookup {
	by: 'filters' | 'id';
	id: string;
	filters: readonly Filter[];
}

/**
 * Finds the one object that is meant.
 *
 * @throws SystemError with code 404 when there is none, `ambiguous` when there are several
 */
export async function findOne(netBox: NetBox, path: string, lookup: Lookup): Promise<NetBoxObject> {
	if (lookup.by === 'id') return await netBox.get<NetBoxObject>(`${path}/${objectId(lookup.id)}`);
	if (lookup.filters.length === 0) throw new InvalidField('Filters', 'a filter is required', 'one or more filters that only one object matches');
	const object = await findByQuery(netBox, path, await toQuery(netBox, path, lookup.filters));
	if (object !== undefined) return object;
	const wanted = lookup.filters.map(({ name, value }) => `${name}=${value}`).join(', ');
	throw new SystemError({
		message: `NetBox has nothing in ${path} with ${wanted}`,
		description: 'It may have been deleted, or the user of the token may not see it.',
		code: '404',
	});
}

/** The id of the object that is meant, without a request where it is given. */
export async function findId(netBox: NetBox, path: string, lookup: Lookup): Promise<number> {
	return lookup.by === 'id' ? objectId(lookup.id) : (await findOne(netBox, path, lookup)).id;
}

/** @throws SystemError with code `ambiguous` when several objects match */
export async function findByQuery(netBox: NetBox, path: string, query: Query): Promise<NetBoxObject | undefined> {
	const { count, results } = await netBox.get<{ count: number; results: NetBoxObject[] }>(path, { ...query, limit: 2 });
	if (count > 1) {
		throw new SystemError({
			message: `NetBox has ${count} objects in ${path} that match, where one is meant: ${results.map(({ display, id }) => display ?? id).join(', ')}, …`,
			description: 'Add filters until only one object is left.',
			code: 'ambiguous',
		});
	}
	return results[0];
}

function objectId(id: string): number {
	if (!/^\d+$/.test(id.trim())) throw new InvalidField('ID', `"${id.slice(0, 80)}" is none`, 'a whole number');
	return Number(id);
}

import { InvalidField, SystemError } from '../shared/errors.ts';
import { field, rows } from '../shared/field.ts';
import { confirmFilters, type Filter, toQuery } from './filters.ts';
import { ambiguous } from './match.ts';
import type { NetBox, NetBoxObject } from './transport.ts';

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
			type: 'texts',
			required: true,
			default: '',
			description: 'What objects must have; the same filter again, or a list from an expression, means one of these (of tags: all of these)',
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
	const { count, results } = await netBox.get<{ count: number; results: NetBoxObject[] }>(path, { ...(await toQuery(netBox, path, lookup.filters)), limit: 2 });
	const [object] = results;
	if (object !== undefined) {
		// First, as a filter that is none finds several.
		await confirmFilters(netBox, path, lookup.filters, object);
		if (count > 1) throw ambiguous(path, results, count);
		return object;
	}
	const wanted = lookup.filters.map(({ name, value }) => `${name}=${value.join(',')}`).join(', ');
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

function objectId(id: string): number {
	if (!/^\d+$/.test(id.trim())) throw new InvalidField('ID', `"${id.slice(0, 80)}" is not the ID of an object`, 'a whole number');
	return Number(id);
}

import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { customFilters } from './custom-fields.ts';
import { objectFields, typeSchema } from './knowledge.ts';
import { objectTypes, typePath } from './object-type.ts';
import type { KnownFilter } from './schema-filters.ts';
import { connect } from './transport.ts';

/** Object types whose name or path contains the filter. */
export async function searchObjectTypes(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const { netBox } = connect(this);
	const [types, address] = await Promise.all([objectTypes(netBox), netBox.address()]);
	const wanted = filter.toLowerCase();
	return {
		results: types
			.filter(({ name, path }) => `${name} ${path}`.toLowerCase().includes(wanted))
			.map(({ name, path, app }) => ({ name: `${name} (${app})`, value: path, url: `${address}/${path}/` }))
			.toSorted((a, b) => a.name.localeCompare(b.name)),
	};
}

/** Fields of the chosen object type, to give or to order by. */
export async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { netBox } = connect(this);
	const fields = [...(await objectFields(netBox, chosenType(this))).values()];
	return byName(fields.filter(({ writeOnly }) => !writeOnly).map(({ name, label }) => ({ name: label, value: name })));
}

/** All by which NetBox filters objects of the chosen type. */
export async function getFilters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { netBox } = connect(this);
	const path = chosenType(this);
	const schema = await typeSchema(netBox, path);
	const custom = await customFilters(netBox, path);
	// Where NetBox fails to describe itself, what is known of every type; any other name can be given by an expression.
	const own = schema?.filters.values() ?? [
		{ name: 'q', label: 'Search', kind: 'other', multiple: false } as const,
		{ name: 'id', label: 'ID', kind: 'other', multiple: true } as const,
	];
	return byName([...Array.from(own, toOption), ...custom.map((filter) => toOption({ ...filter, label: `Custom field: ${filter.label}` }))]);
}

function toOption({ name, label, kind }: KnownFilter): INodePropertyOptions {
	return { name: label, value: name, description: kind === 'boolean' ? `${name}: true or false` : name };
}

/** The object type that is chosen on the panel. */
export function chosenType(execution: ILoadOptionsFunctions): string {
	const chosen = execution.getCurrentNodeParameter('objectType', { extractValue: true });
	return typePath(typeof chosen === 'string' ? chosen : '');
}

function byName(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return options.toSorted((a, b) => a.name.localeCompare(b.name));
}

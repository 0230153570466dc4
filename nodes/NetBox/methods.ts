import type {
	FieldType,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import pLimit from 'p-limit';

import { isFilter } from './filters.ts';
import { type FieldKind, type ObjectField, objectFields } from './object-fields.ts';
import { objectTypes, typePath } from './object-type.ts';
import { connect, type NetBox } from './transport.ts';

/** How many filters NetBox is asked about at once. */
const FILTERS_AT_ONCE = 6;

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
	const fields = await objectFields(netBox, chosenType(this));
	return byName([...fields.values()].map(({ name, label }) => ({ name: label, value: name })));
}

/** Filters of the chosen object type: of the names that its fields give rise to, those that NetBox really knows. */
export async function getFilters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { netBox } = connect(this);
	const path = chosenType(this);
	const fields = await objectFields(netBox, path);
	const candidates: INodePropertyOptions[] = [
		{ name: 'Search', value: 'q', description: 'Text in any of the main fields' },
		{ name: 'ID', value: 'id' },
		...Array.from(fields.values(), filtersOf).flat(),
	];
	const known = await onlyKnown(netBox, path, candidates);
	const parts = known
		.filter(({ value }) => fields.get(String(value))?.kind === 'text')
		.map(({ name, value }) => ({ name: `${name} Contains`, value: `${value}__ic` }));
	return byName([...known, ...parts]);
}

/** Names are built as NetBox builds them: `site_id` and, by slug, `site`; `tag`; fields under their own names. */
function filtersOf({ name, label, kind, readOnly, namedBy }: ObjectField): INodePropertyOptions[] {
	if (readOnly) return name === 'created' || name === 'last_updated' ? [{ name: label, value: name }] : [];
	switch (kind) {
		case 'reference':
			return [
				{ name: `${label} (ID)`, value: `${name}_id` },
				...(namedBy === 'slug' ? [{ name: `${label} (Slug)`, value: name }] : []),
			];
		case 'references':
			return [{ name: `${label} (Slug)`, value: name.replace(/s$/, '') }];
		default:
			return [{ name: label, value: name }];
	}
}

async function onlyKnown(netBox: NetBox, path: string, candidates: INodePropertyOptions[]): Promise<INodePropertyOptions[]> {
	const limit = pLimit(FILTERS_AT_ONCE);
	const known = await Promise.all(candidates.map(({ value }) => limit(async () => await isFilter(netBox, path, String(value)))));
	return candidates.filter((_, index) => known[index]);
}

/** What a new object of the chosen type may and must have. */
export async function getWritableFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return { fields: await mapperFields(this) };
}

/** What can be changed: the same, of which nothing must be given. */
export async function getChangeableFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return { fields: (await mapperFields(this)).map((field) => ({ ...field, required: false })) };
}

async function mapperFields(execution: ILoadOptionsFunctions): Promise<ResourceMapperField[]> {
	const { netBox } = connect(execution);
	const fields = [...(await objectFields(netBox, chosenType(execution))).values()];
	const match = ['slug', 'name'].find((name) => fields.some((field) => field.name === name));
	return fields
		.filter(({ readOnly, kind }) => !readOnly && kind !== 'file')
		.map((field) => ({
			id: field.name,
			displayName: labelOf(field),
			required: field.required,
			display: true,
			type: inputTypes[field.kind],
			...(field.kind === 'choice' && { options: field.choices.map(({ label, value }) => ({ name: label, value })) }),
			defaultMatch: field.name === match,
			canBeUsedToMatch: ['text', 'number', 'boolean', 'choice', 'reference'].includes(field.kind),
		}));
}

function labelOf({ label, kind, namedBy }: ObjectField): string {
	const naming = ['ID', ...(namedBy ? [namedBy] : [])].join(' or ');
	if (kind === 'reference') return `${label} (${naming})`;
	if (kind === 'references') return `${label} (list of ${naming})`;
	return kind === 'list' ? `${label} (list)` : label;
}

/** What n8n shows for a field; text takes anything that an expression gives. */
const inputTypes: Readonly<Record<FieldKind, FieldType>> = {
	text: 'string',
	number: 'number',
	boolean: 'boolean',
	choice: 'options',
	date: 'string',
	dateTime: 'dateTime',
	reference: 'string',
	references: 'string',
	list: 'string',
	other: 'string',
	file: 'string',
};

function chosenType(execution: ILoadOptionsFunctions): string {
	const chosen = execution.getCurrentNodeParameter('objectType', { extractValue: true });
	return typePath(typeof chosen === 'string' ? chosen : '');
}

function byName(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return options.toSorted((a, b) => a.name.localeCompare(b.name));
}

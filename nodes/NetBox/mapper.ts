import type { FieldType, ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import { customObjectFields, PREFIX } from './custom-fields.ts';
import { ID_SUFFIX } from './given-values.ts';
import { objectFields } from './knowledge.ts';
import { chosenType } from './methods.ts';
import type { FieldKind, ObjectField, ObjectFields } from './object-fields.ts';
import { connect } from './transport.ts';

/** What a new object of the chosen type may and must have. */
export async function getWritableFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return { fields: await mapperFields(this, true) };
}

/** What can be changed: the same, of which nothing must be given. */
export async function getChangeableFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return { fields: await mapperFields(this, false) };
}

/** What an object is created or updated with; n8n does not insist on what a new one must have, which may be there. */
export async function getEnsuredFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return { fields: await mapperFields(this, true, true) };
}

/** @param either whether another object that is required may also be given by its id, in a field of its own */
async function mapperFields(execution: ILoadOptionsFunctions, required: boolean, either = !required): Promise<ResourceMapperField[]> {
	const { netBox } = connect(execution);
	const path = chosenType(execution);
	const fields = await objectFields(netBox, path);
	const custom = fields.has('custom_fields') ? await customObjectFields(netBox, path) : new Map<string, ObjectField>();
	const match = ['slug', 'name'].find((name) => fields.has(name));
	return [
		...[...fields.values()]
			.filter(({ readOnly, kind }) => !readOnly && kind !== 'file')
			.flatMap((field) => entriesOf({ ...field, required: required && field.required }, fields, either)),
		...Array.from(custom.values(), (field) => ({ ...entryOf({ ...field, required: false }), id: PREFIX + field.name, displayName: `Custom field: ${labelOf(field)}` })),
	].map((entry) => ({ ...entry, defaultMatch: entry.id === match }));
}

/** Another object by what it is named by, and by its id; n8n insists on what is required, so that has one entry alone. */
function entriesOf(field: ObjectField, fields: ObjectFields, either: boolean): ResourceMapperField[] {
	const isReference = field.kind === 'reference' || field.kind === 'references';
	const id = field.name + ID_SUFFIX;
	if (!isReference || field.namedBy === undefined || fields.has(id) || (field.required && !either)) return [entryOf(field)];
	const byId = field.kind === 'reference' ? ' (ID)' : ' (list of IDs)';
	return [entryOf(field), { ...entryOf({ ...field, required: false }), id, displayName: field.label + byId }];
}

function entryOf(field: ObjectField): ResourceMapperField {
	return {
		id: field.name,
		displayName: labelOf(field),
		required: field.required,
		display: true,
		type: INPUTS[field.kind],
		...(field.kind === 'choice' && field.choices.length > 0
			? { options: field.choices.map(({ label, value }) => ({ name: label, value })) }
			: field.kind === 'choice' && { type: 'string' as const }),
		defaultMatch: false,
		canBeUsedToMatch: ['text', 'number', 'boolean', 'choice', 'reference', 'ends'].includes(field.kind) && !field.writeOnly,
	};
}

function labelOf({ label, kind, namedBy, required }: ObjectField): string {
	switch (kind) {
		case 'reference':
			if (namedBy === undefined) return `${label} (ID)`;
			return required ? `${label} (${namedBy}, or ID as a number: {{ 42 }})` : `${label} (${namedBy})`;
		case 'references':
			return namedBy === undefined ? `${label} (list of IDs)` : `${label} (list, each by ${namedBy})`;
		case 'list':
		case 'choices':
			return `${label} (list)`;
		case 'dateTime':
			return `${label} (date and time)`;
		case 'date':
			return `${label} (date)`;
		case 'ends':
			return `${label} (JSON list of object_type and object_id)`;
		case 'json':
		case 'customFields':
			return `${label} (JSON)`;
		default:
			return label;
	}
}

/**
 * What n8n shows for a field; text takes anything that an expression gives.
 *
 * Moments are text: of one without an offset n8n makes one of the zone that any workflow had last, before this node sees it.
 */
const INPUTS: Readonly<Record<FieldKind, FieldType>> = {
	text: 'string',
	number: 'number',
	boolean: 'boolean',
	choice: 'options',
	choices: 'string',
	date: 'string',
	dateTime: 'string',
	reference: 'string',
	references: 'string',
	ends: 'string',
	list: 'string',
	json: 'string',
	customFields: 'string',
	other: 'string',
	file: 'string',
};

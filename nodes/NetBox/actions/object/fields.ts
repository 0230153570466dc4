import { collection, field, locator } from '../../../shared/field.ts';

const objectTypeDependent = { loadOptionsDependsOn: ['objectType.value'] } as const;

export const objectType = locator('searchObjectTypes', {
	displayName: 'Object Type',
	placeholder: 'dcim/devices',
	description: 'Kind of object, from those that this NetBox and its plugins have',
});

/** How much of an object, and in which order, a list gives. */
export const listOptions = collection('Add option', {
	brief: {
		displayName: 'Brief',
		type: 'boolean',
		default: false,
		description: 'Whether to give only what identifies an object, which is much faster for long lists',
	},
	fields: {
		displayName: 'Field Names or IDs',
		type: 'multiOptions',
		default: [],
		typeOptions: { loadOptionsMethod: 'getFields', ...objectTypeDependent },
		description:
			'Fields to give; all unless chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	ordering: {
		displayName: 'Order By Name or ID',
		type: 'options',
		default: '',
		typeOptions: { loadOptionsMethod: 'getFields', ...objectTypeDependent },
		description:
			'Field to order by; with a minus before it, from last to first. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
});

const input = field({
	displayName: 'Input',
	type: 'options',
	options: [
		{ name: 'Fields', value: 'fields', description: 'Fill in the fields that NetBox has for this object type' },
		{ name: 'JSON', value: 'json', description: "Give an object as NetBox's API takes it" },
	],
	default: 'fields',
});

const body = field({
	displayName: 'JSON',
	type: 'json',
	required: true,
	default: '{}',
	description: 'Values by field; other objects by their ID as a number, their slug or name as a text, or an object of their attributes',
	show: { input: ['json'] },
});

const MAPPERS = { add: 'getWritableFields', update: 'getChangeableFields', upsert: 'getEnsuredFields' } as const;

/** The fields of the object type as NetBox describes them, to fill in one by one. */
function mapper(mode: 'add' | 'update' | 'upsert') {
	return field({
		displayName: 'Fields',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		required: true,
		noDataExpression: true,
		typeOptions: {
			...objectTypeDependent,
			resourceMapper: {
				resourceMapperMethod: MAPPERS[mode],
				mode,
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: false,
				multiKeyMatch: true,
				supportAutoMap: true,
			},
		},
	});
}

export const createFields = { input, values: field({ ...mapper('add'), show: { input: ['fields'] } }), body } as const;
export const updateFields = { input, values: field({ ...mapper('update'), show: { input: ['fields'] } }), body } as const;
export const ensureFields = { values: mapper('upsert') } as const;

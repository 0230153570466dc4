import { collection, field } from '../../shared/field.ts';
import { builtInTypes } from '../built-in-types.ts';

/** Which type: one of the package, or one of a schema that the user gives. */
export const typeFields = {
	source: field({
		displayName: 'Schema',
		type: 'options',
		options: [
			{ name: 'From This Package', value: 'package', description: 'A type that the processes of this package exchange' },
			{ name: 'From Text', value: 'text', description: 'A type of a schema that you give' },
		],
		default: 'package',
	}),
	type: field({
		displayName: 'Type',
		type: 'options',
		options: builtInTypes,
		default: 'document#Document',
		show: { source: ['package'] },
	}),
	schema: field({
		displayName: 'Schema Text',
		type: 'string',
		required: true,
		typeOptions: { rows: 8 },
		default: '',
		placeholder: 'type Person struct {\n  name String\n  age optional Int\n}',
		description: 'Type definitions in the <a href="https://ipld.io/docs/schemas/">IPLD Schema language</a>',
		show: { source: ['text'] },
	}),
	root: field({
		displayName: 'Root Type',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'Person',
		description: 'Name of the type in the schema that the value must satisfy',
		show: { source: ['text'] },
	}),
} as const;

/** What is held against the type. */
export const value = field({
	displayName: 'Value',
	type: 'json',
	anyValue: true,
	default: '={{ $json }}',
	description: 'What to hold against the type: the JSON of the item unless you give another. What an expression gives keeps its type; what you type is JSON.',
	hint: 'Links and bytes are written as in DAG-JSON: {"/": "bafy…"} and {"/": {"bytes": "…"}}',
});

const typeCidField = field({
	displayName: 'Put Type CID in Field',
	type: 'string',
	default: 'typeCid',
	description: 'Name of a field that is added to valid items and holds the CID of the type, as the metadata of events wants it',
});

export const options = collection('Add option', { typeCidField });

export const shapeOptions = collection('Add option', {
	nullIsMissing: field({
		displayName: 'Null Is Missing',
		type: 'boolean',
		default: true,
		description: 'Whether null in a field that may be left out, and may not be null, counts as left out. n8n gives null for inputs of a sub-workflow that its caller does not give, and databases do for empty columns.',
	}),
	typeCidField,
});

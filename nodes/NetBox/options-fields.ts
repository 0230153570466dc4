import { type FieldKind, namingField, objectField, type ObjectField, type ObjectFields } from './object-fields.ts';

/** What Django REST framework says of a field in answer to OPTIONS. */
export interface Described {
	type: string;
	required: boolean;
	read_only: boolean;
	label?: string;
	choices?: { value: string | number | null; display_name: string }[];
	child?: Described;
	children?: Record<string, Described>;
}

/** An answer to OPTIONS; without actions when the user of the token may not write such objects, or nobody may. */
export interface OptionsAnswer {
	actions?: Record<string, Record<string, Described>>;
}

/** Fields as an answer to OPTIONS describes them: less than the description of the API says, but always there. */
export function optionsFields({ actions = {} }: OptionsAnswer): ObjectFields {
	const described = actions.POST ?? actions.PUT ?? {};
	return new Map(Object.entries(described).map(([name, field]) => [name, readField(name, field)]));
}

function readField(name: string, field: Described): ObjectField {
	const kind = name === 'custom_fields' ? 'customFields' : kindOf(field);
	const children = (field.child ?? field).children ?? {};
	return objectField({
		name,
		label: field.label?.trim() || name,
		kind,
		required: field.required,
		readOnly: field.read_only,
		choices: (field.choices ?? [])
			.filter((choice): choice is { value: string | number; display_name: string } => choice.value !== null && choice.value !== '')
			.map(({ value, display_name }) => ({ value, label: display_name })),
		namedBy: kind === 'reference' || kind === 'references' ? namingField(Object.entries(children).map(([key, child]) => readField(key, child))) : undefined,
		numeric: field.child?.type === 'integer',
	});
}

function kindOf({ type, choices, child, children }: Described): FieldKind {
	if (choices) return 'choice';
	if (child?.children) return 'object_id' in child.children ? 'ends' : 'references';
	if (child) return 'list';
	if (children) return 'reference';
	switch (type) {
		case 'string':
		case 'slug':
		case 'email':
		case 'url':
			return 'text';
		case 'integer':
		case 'decimal':
		case 'float':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'date':
			return 'date';
		case 'datetime':
			return 'dateTime';
		case 'image upload':
		case 'file upload':
			return 'file';
		default:
			return 'other';
	}
}

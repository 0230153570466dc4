import type { NetBox } from './transport.ts';

/** How a field is written. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'choice' | 'date' | 'dateTime' | 'reference' | 'references' | 'list' | 'other' | 'file';

/** A field of an object type, as this NetBox describes it. */
export interface ObjectField {
	name: string;
	label: string;
	kind: FieldKind;
	required: boolean;
	readOnly: boolean;
	choices: readonly { value: string | number; label: string }[];
	/** Of references: the attribute by which the other object can be named instead of its id. */
	namedBy: string | undefined;
	/** Of lists: whether they hold numbers. */
	numeric: boolean;
}

export type ObjectFields = ReadonlyMap<string, ObjectField>;

/** What Django REST framework says of a field in answer to OPTIONS. */
interface Described {
	type: string;
	required: boolean;
	read_only: boolean;
	label?: string;
	choices?: { value: string | number | null; display_name: string }[];
	child?: Described;
	children?: Record<string, Described>;
}

interface Answer {
	actions?: Record<string, Record<string, Described>>;
}

/** The fields of an object type; empty when the user of the token may not write such objects, or nobody may. */
export async function objectFields(netBox: NetBox, path: string): Promise<ObjectFields> {
	return await netBox.remember(`fields of ${path}`, async () => {
		const { actions = {} } = await netBox.options<Answer>(path);
		return readFields(actions.POST ?? actions.PUT ?? {});
	});
}

export function readFields(described: Record<string, Described>): ObjectFields {
	return new Map(Object.entries(described).map(([name, field]) => [name, readField(name, field)]));
}

function readField(name: string, field: Described): ObjectField {
	const kind = kindOf(field);
	return {
		name,
		label: field.label?.trim() || name,
		kind,
		required: field.required,
		readOnly: field.read_only,
		choices: (field.choices ?? [])
			.filter((choice): choice is { value: string | number; display_name: string } => choice.value !== null && choice.value !== '')
			.map(({ value, display_name }) => ({ value, label: display_name })),
		namedBy: kind === 'reference' || kind === 'references' ? namedBy((field.child ?? field).children) : undefined,
		numeric: field.child?.type === 'integer',
	};
}

function kindOf({ type, choices, child, children }: Described): FieldKind {
	if (choices) return 'choice';
	if (child?.children) return 'references';
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

/** The slug, else the name, else whatever such an object must have; NetBox finds objects by any of their attributes. */
function namedBy(children: Record<string, Described> = {}): string | undefined {
	if ('slug' in children) return 'slug';
	if ('name' in children) return 'name';
	return Object.entries(children).find(([, { required, children: nested }]) => required && nested === undefined)?.[0];
}

/** How a field is written and compared. */
export type FieldKind =
	| 'text'
	| 'number'
	| 'boolean'
	| 'choice'
	/** Several of a set of choices. */
	| 'choices'
	| 'date'
	| 'dateTime'
	/** One other object. */
	| 'reference'
	/** Other objects, in no order. */
	| 'references'
	/** Objects of any type, each named by its type and id, in no order: the ends of a cable. */
	| 'ends'
	/** Texts or numbers. */
	| 'list'
	/** Any JSON, kept and compared as a whole. */
	| 'json'
	| 'customFields'
	| 'file'
	/** What the description of this NetBox leaves open. */
	| 'other';

/** A field of an object type, as this NetBox describes it. */
export interface ObjectField {
	name: string;
	label: string;
	kind: FieldKind;
	required: boolean;
	readOnly: boolean;
	/** Sent and never read back: a password, tags to add. */
	writeOnly: boolean;
	choices: readonly { value: string | number; label: string }[];
	/** Of references: the attribute by which the other object can be named instead of its id. */
	namedBy: string | undefined;
	/** Of references: the object type of the other, where it is known. */
	target: string | undefined;
	/** Of references: whether NetBox itself finds the other by its attributes; it takes ids only otherwise. */
	byAttributes: boolean;
	/** Of lists: whether they hold numbers. */
	numeric: boolean;
}

export type ObjectFields = ReadonlyMap<string, ObjectField>;

/** A field of which only this is known. */
export function objectField(known: Pick<ObjectField, 'name' | 'label' | 'kind'> & Partial<ObjectField>): ObjectField {
	return {
		required: false,
		readOnly: false,
		writeOnly: false,
		choices: [],
		namedBy: undefined,
		target: undefined,
		byAttributes: true,
		numeric: false,
		...known,
	};
}

/** The slug, else the name, else whatever such an object must have: NetBox's own order of what people call it by. */
export function namingField(fields: Iterable<Pick<ObjectField, 'name' | 'kind' | 'required' | 'readOnly'>>): string | undefined {
	const scalars = [...fields].filter(({ kind, readOnly }) => !readOnly && (kind === 'text' || kind === 'number'));
	const named = (name: string) => scalars.find((field) => field.name === name)?.name;
	return named('slug') ?? named('name') ?? scalars.find(({ required }) => required)?.name;
}

import type { IBinaryData, INodePropertyOptions, INodePropertyMode, INodePropertyTypeOptions, ResourceMapperValue } from 'n8n-workflow';

/** Nested `readonly`, so that declarations may be inferred as constants. */
type Immutable<T> = T extends (infer E)[]
	? readonly Immutable<E>[]
	: T extends object
		? { readonly [K in keyof T]: Immutable<T[K]> }
		: T;

type Shown = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** What every field says, in n8n's own words; its name is the key under which it is declared. */
interface FieldText {
	readonly displayName: string;
	readonly description?: string;
	readonly hint?: string;
	readonly placeholder?: string;
	readonly required?: boolean;
	readonly noDataExpression?: boolean;
	readonly typeOptions?: Immutable<INodePropertyTypeOptions>;
	/** Show the field only while sibling fields have one of these values. */
	readonly show?: Shown;
	/** Hide the field while sibling fields have one of these values. */
	readonly hide?: Shown;
}

/**
 * Text. Of type `dateTime` it arrives as an absolute moment, `2026-12-01T01:00:00.000Z`, or empty: without an offset it is taken to
 * be of the workflow's time zone.
 */
export interface StringField extends FieldText {
	readonly type: 'string' | 'dateTime';
	/** What an expression gives arrives as it is: the operation itself says what is wrong with it. */
	readonly raw?: true;
	readonly default: string | readonly string[];
}
/** Text, or a list of texts from an expression; arrives as a list, of one where there is one. */
export interface TextsField extends FieldText {
	readonly type: 'texts';
	readonly default: string;
}
/**
 * A file of the item: the name of its binary property, or a file of an earlier node by an expression such as
 * `{{ $('Receive').item.binary.data }}`.
 */
export interface BinaryField extends FieldText {
	readonly type: 'binary';
	readonly default: string;
}
export interface NumberField extends FieldText {
	readonly type: 'number';
	readonly default: number;
}
export interface BooleanField extends FieldText {
	readonly type: 'boolean';
	readonly default: boolean;
}
export interface OptionsField extends FieldText {
	readonly type: 'options';
	readonly options?: readonly Immutable<INodePropertyOptions>[];
	readonly default: string | number | boolean;
}
export interface MultiOptionsField extends FieldText {
	readonly type: 'multiOptions';
	readonly options?: readonly Immutable<INodePropertyOptions>[];
	readonly default: readonly (string | number | boolean)[];
}
/** JSON typed by the user, or what an expression gives; arrives parsed. */
export interface JsonField extends FieldText {
	readonly type: 'json';
	readonly default: string;
	/** Arrives as `parseExactly` gives it, so that no digit of a number is lost; an object whose numbers are rounded is refused. */
	readonly exact?: boolean;
	/**
	 * Takes any value as it is: text that an expression gives is text, not JSON to be parsed. Without it such text is parsed, since the
	 * field asks for a document, which workflows also hold as text.
	 */
	readonly anyValue?: true;
}
/** Pick from a list, or give an id or a URL; arrives as the plain value. */
export interface LocatorField extends FieldText {
	readonly type: 'resourceLocator';
	readonly default: { readonly mode: string; readonly value: string };
	readonly modes: readonly Immutable<INodePropertyMode>[];
}
export interface MapperField extends FieldText {
	readonly type: 'resourceMapper';
	readonly default: { readonly mappingMode: string; readonly value: null };
}
/** Picks a workflow of this n8n; arrives with the name that the list showed. An id from an expression has no other name. */
export interface WorkflowField extends FieldText {
	readonly type: 'workflowSelector';
	readonly default: '';
}
/** A sentence on the panel; carries no value. */
export interface NoticeField extends FieldText {
	readonly type: 'notice';
	readonly default: '';
}
/** Optional fields behind an "Add option" button; see {@link collection}. */
export interface CollectionField extends FieldText {
	readonly type: 'collection';
	readonly fields: Fields;
}
/** A table that the user adds rows to; see {@link rows}. */
export interface RowsField extends FieldText {
	readonly type: 'rows';
	readonly row: string;
	readonly fields: Fields;
}

/** A workflow as a field gives it; `id` is empty where none was chosen. */
export interface ChosenWorkflow {
	id: string;
	name: string;
}

export type Field =
	| StringField
	| TextsField
	| BinaryField
	| NumberField
	| BooleanField
	| OptionsField
	| MultiOptionsField
	| JsonField
	| LocatorField
	| MapperField
	| WorkflowField
	| NoticeField
	| CollectionField
	| RowsField;

/** Fields under their names. */
export interface Fields {
	readonly [name: string]: Field;
}

type OptionValue<F> = F extends { options: readonly { value: infer V }[] } ? V : string;

/** The value that an operation receives for a field. */
export type FieldValue<F extends Field> = F extends { raw: true }
	? unknown
	: F extends { type: 'string' | 'dateTime'; typeOptions: { multipleValues: true } }
	? string[]
	: F extends StringField
		? string
		: F extends TextsField
		? string[]
		: F extends BinaryField
		? string | IBinaryData
		: F extends NumberField
			? number
			: F extends BooleanField
				? boolean
				: F extends OptionsField
					? OptionValue<F>
					: F extends MultiOptionsField
						? OptionValue<F>[]
						: F extends JsonField
							? unknown
							: F extends LocatorField
								? string
								: F extends WorkflowField
									? ChosenWorkflow
									: F extends MapperField
									? ResourceMapperValue
									: F extends CollectionField
										? Partial<FieldValues<F['fields']>>
										: F extends RowsField
											? FieldValues<F['fields']>[]
											: never;

/** The values of a set of fields, under their names; notices carry none. */
export type FieldValues<F extends Fields> = {
	-readonly [K in keyof F as F[K] extends NoticeField ? never : K]: FieldValue<F[K]>;
};

/** Declares a field that several operations share, keeping its literal type. */
export function field<const F extends Field>(declaration: F): F {
	return declaration;
}

/**
 * Declares optional fields behind a button.
 *
 * @param placeholder text of the button, "Add option" or the like
 */
export function collection<const F extends Fields>(placeholder: string, fields: F, displayName = 'Options') {
	return { displayName, type: 'collection', placeholder, fields } as const satisfies CollectionField;
}

/**
 * Declares a table: the value is an array with an object for each row.
 *
 * @param row what one row is called ("Tag"), in the singular
 */
export function rows<const F extends Fields>(displayName: string, row: string, fields: F, description?: string) {
	return { type: 'rows', displayName, row, placeholder: `Add ${row}`, description, fields } as const satisfies RowsField;
}

/**
 * Declares a picker with three habits of n8n: search the live system, type the name, or use an expression.
 *
 * @param search name of the node's list search method
 */
export function locator<const O extends { displayName: string; description?: string; placeholder?: string; required?: boolean }>(
	search: string,
	text: O,
) {
	return {
		required: true,
		...text,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: search, searchable: true } },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: text.placeholder },
		],
	} as const satisfies LocatorField;
}

/** The same picker or field where nothing need be given. n8n's lint wants `required: false` left out. */
export function optional<F extends { readonly required: boolean }>({ required: _required, ...declaration }: F): Omit<F, 'required'> {
	return declaration;
}

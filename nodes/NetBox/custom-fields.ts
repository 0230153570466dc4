import { SystemError } from '../shared/errors.ts';
import { isModel, pathOfModel, typeSchema, typeSchemaSoon } from './knowledge.ts';
import { type FieldKind, namingField, objectField, type ObjectField, type ObjectFields } from './object-fields.ts';
import { pages } from './pages.ts';
import type { KnownFilter } from './schema-filters.ts';
import type { NetBox } from './transport.ts';

/** Milliseconds: enough for the items of one run, too short for somebody to rely on a field that is gone. */
const LIFETIME = 5_000;

/** Before the name of a custom field, where it stands beside other fields and filters. */
export const PREFIX = 'cf_';

/** A custom field as NetBox shows it. */
export interface CustomField {
	name: string;
	label: string;
	type: { value: string };
	filter_logic: { value: string };
	object_types: string[];
	related_object_type: string | null;
	required: boolean;
}

/**
 * The custom fields of an object type, as they are now; `undefined` when the user of the token may not see them, or the
 * type's name is not known.
 */
export async function customFields(netBox: NetBox, path: string): Promise<readonly CustomField[] | undefined> {
	const schema = await typeSchemaSoon(netBox, path);
	if (schema === undefined) return undefined;
	const all = await netBox.remember('custom fields', async () => await everyCustomField(netBox), () => LIFETIME);
	return all?.filter(({ object_types: types }) => types.some((model) => isModel(schema, model)));
}

/** What is known of custom fields is asked for anew. */
export async function forgetCustomFields(netBox: NetBox): Promise<void> {
	await netBox.forget('custom fields');
}

async function everyCustomField(netBox: NetBox): Promise<CustomField[] | undefined> {
	try {
		const fields: unknown[] = [];
		for await (const field of pages(netBox, 'extras/custom-fields', {})) fields.push(field);
		return fields as CustomField[];
	} catch (error) {
		if (error instanceof SystemError && ['403', '404'].includes(error.failure.code ?? '')) return undefined;
		throw error;
	}
}

const KINDS: Readonly<Record<string, FieldKind>> = {
	text: 'text',
	longtext: 'text',
	url: 'text',
	integer: 'number',
	decimal: 'number',
	boolean: 'boolean',
	date: 'date',
	datetime: 'dateTime',
	json: 'json',
	select: 'choice',
	multiselect: 'choices',
	object: 'reference',
	multiobject: 'references',
};

/** The custom fields of an object type under their own names; empty when they cannot be seen. */
export async function customObjectFields(netBox: NetBox, path: string): Promise<ObjectFields> {
	const fields = (await customFields(netBox, path)) ?? [];
	return new Map(await Promise.all(fields.map(async (field) => [field.name, await toObjectField(netBox, field)] as const)));
}

async function toObjectField(netBox: NetBox, { name, label, type, required, related_object_type: model }: CustomField): Promise<ObjectField> {
	const target = model === null ? undefined : await pathOfModel(netBox, model);
	return objectField({
		name,
		label: label || name,
		kind: KINDS[type.value] ?? 'other',
		required,
		target,
		namedBy: target === undefined ? undefined : await nameOf(netBox, target),
		byAttributes: true,
	});
}

async function nameOf(netBox: NetBox, path: string): Promise<string | undefined> {
	return namingField((await typeSchema(netBox, path))?.fields.values() ?? []);
}

/** Filters by custom fields, without their lookups. */
export async function customFilters(netBox: NetBox, path: string): Promise<KnownFilter[]> {
	const fields = (await customFields(netBox, path)) ?? [];
	return fields
		.filter(({ type, filter_logic: logic }) => type.value !== 'json' && logic.value !== 'disabled')
		.map(({ name, label, type }) => ({
			name: PREFIX + name,
			label: label || name,
			kind: type.value === 'boolean' ? 'boolean' : type.value === 'datetime' ? 'dateTime' : 'other',
			multiple: type.value !== 'boolean',
		}));
}

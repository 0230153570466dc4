import { namingField, objectField, type ObjectField, type ObjectFields } from './object-fields.ts';
import { listedComponent, type OpenApi, requestSchema, type Schema } from './openapi.ts';
import { schemaField } from './schema-fields.ts';
import { schemaFilters, type KnownFilter } from './schema-filters.ts';

/** What this NetBox says of a type of objects. */
export interface TypeSchema {
	/** As Django names the type: `dcim.devicetype`; of plugins without what is before the dot. */
	model: string;
	fields: ObjectFields;
	/** All that filter the list of such objects, but for custom fields. */
	filters: ReadonlyMap<string, KnownFilter>;
}

/** What NetBox says of itself, cut to what is needed of it. */
export interface Catalogue {
	/** Types of objects by their paths. */
	types: ReadonlyMap<string, TypeSchema>;
}

/** Object types that record changes but take no message on them: their serializers have no such field (NetBox 4.4 to 4.7). */
const WITHOUT_MESSAGE: ReadonlySet<string> = new Set(['extras/image-attachments', 'extras/scripts', 'extras/scripts/upload']);

/** Reads the description of the API. */
export function readCatalogue(document: OpenApi): Catalogue {
	const lists = Object.entries(document.paths).flatMap(([address, { get, post }]) => {
		const path = /\/api\/([^{}]+)\/$/.exec(address)?.[1];
		const component = listedComponent(document, get);
		return path === undefined || component === undefined ? [] : [{ path, component, get, post }];
	});
	const paths = new Map(lists.map(({ component, path }) => [component, path]));
	const fields = new Map(
		lists.map(({ path, component, post }) => {
			const own = fieldsOf(requestSchema(document, post), document.components.schemas[component], (name) => paths.get(name));
			return [path, withUnlisted(path, own, document.info.version)];
		}),
	);
	return {
		types: new Map(
			lists.map(({ path, component, get }) => [
				path,
				{
					model: path.startsWith('plugins/') ? component.toLowerCase() : `${path.split('/')[0]}.${component.toLowerCase()}`,
					fields: new Map(Array.from(fields.get(path) ?? [], ([name, field]) => [name, named(field, fields)])),
					filters: schemaFilters(get?.parameters ?? []),
				},
			]),
		),
	};
}

function fieldsOf(written: Schema | undefined, shown: Schema | undefined, pathOf: (component: string) => string | undefined): Map<string, ObjectField> {
	const { properties: request = {}, required = [] } = written ?? {};
	const { properties: answer = {} } = shown ?? {};
	const names = new Set([...Object.keys(answer), ...Object.keys(request)]);
	return new Map(Array.from(names, (name) => [name, schemaField(name, request[name], answer[name], required.includes(name), pathOf)]));
}

/** Another object is named by what names such objects. */
function named(field: ObjectField, all: ReadonlyMap<string, ReadonlyMap<string, ObjectField>>): ObjectField {
	if (field.target === undefined) return field;
	return { ...field, namedBy: namingField(all.get(field.target)?.values() ?? []) };
}

/** What NetBox takes without describing it: a message for the change log since 4.4, tags to add and to take away since 4.6. */
function withUnlisted(path: string, fields: Map<string, ObjectField>, version: string): Map<string, ObjectField> {
	const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
	const since = (minorOf4: number) => major > 4 || (major === 4 && minor >= minorOf4);
	const tags = fields.get('tags');
	if (tags?.kind === 'references' && since(6)) {
		for (const [name, label] of [['add_tags', 'Tags to add'], ['remove_tags', 'Tags to remove']] as const) {
			fields.set(name, { ...tags, name, label, required: false, writeOnly: true });
		}
	}
	// A plugin's type takes it when it is made as NetBox's own are, which then also has custom fields.
	const recorded = fields.has('custom_fields') || (fields.has('last_updated') && !path.startsWith('plugins/'));
	if (recorded && !WITHOUT_MESSAGE.has(path) && since(4)) {
		fields.set('changelog_message', objectField({ name: 'changelog_message', label: 'Change log message', kind: 'text', writeOnly: true }));
	}
	return fields;
}

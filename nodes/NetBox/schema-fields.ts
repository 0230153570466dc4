import { type FieldKind, objectField, type ObjectField } from './object-fields.ts';
import { componentOf, type Schema } from './openapi.ts';

/**
 * Reads a field from what NetBox takes for it and what it shows of it.
 *
 * @param written as in a request; `undefined` for what only NetBox sets
 * @param shown as in an answer; `undefined` for what is never shown
 * @param pathOf path of the object type of a component
 */
export function schemaField(
	name: string,
	written: Schema | undefined,
	shown: Schema | undefined,
	required: boolean,
	pathOf: (component: string) => string | undefined,
): ObjectField {
	const schema = written ?? shown ?? {};
	const kind = name === 'custom_fields' ? 'customFields' : kindOf(schema, shown);
	const other = kind === 'reference' || kind === 'references' ? componentOf(shown?.items ?? shown ?? schema.items ?? schema) : undefined;
	return objectField({
		name,
		label: schema.title ?? sentenceCase(name),
		kind,
		required,
		readOnly: written === undefined,
		writeOnly: shown === undefined,
		choices: choicesOf(schema),
		target: other === undefined ? undefined : pathOf(other.replace(/Request$/, '').replace(/^(?:Brief|Nested)/, '')),
		byAttributes: kind === 'reference' ? componentOf(schema) !== undefined : componentOf(schema.items) !== undefined,
		numeric: (schema.items ?? schema).type === 'integer',
	});
}

/** What stands for another object is shown as an object even where the description of the request says "integer". */
function kindOf(schema: Schema, shown: Schema | undefined): FieldKind {
	if (schema.enum) return 'choice';
	if (schema.type === 'array') return listKind(schema.items ?? {}, shown?.items);
	if (componentOf(shown) ?? componentOf(schema)) return 'reference';
	const form = schema.oneOf?.find(({ type }) => type !== undefined) ?? schema;
	switch (form.type) {
		case 'integer':
		case 'number':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'string':
			return TEXTS[form.format ?? ''] ?? 'text';
		default:
			return 'json';
	}
}

const TEXTS: Readonly<Record<string, FieldKind>> = { date: 'date', 'date-time': 'dateTime', binary: 'file' };

function listKind(items: Schema, shown: Schema | undefined): FieldKind {
	if (items.enum) return 'choices';
	const written = componentOf(items);
	if (written === 'GenericObjectRequest') return 'ends';
	// An object that only exists within this one (the ports that a rear port leads to) is no reference.
	if (written !== undefined) return /^(?:Brief|Nested)/.test(written) ? 'references' : 'json';
	if (componentOf(shown) !== undefined) return 'references';
	return items.type === 'string' || items.type === 'integer' || items.type === 'number' ? 'list' : 'json';
}

/** Labels stand in the text, each after its value: "* `active` - Active". */
export function choicesOf({ enum: values = [], description = '' }: Schema): { value: string | number; label: string }[] {
	const labels = new Map(Array.from(description.matchAll(/^\* `(.*?)` - (.*)$/gm), ([, value = '', label = '']) => [value, label]));
	return values
		.filter((value): value is string | number => value !== null && value !== '')
		.map((value) => ({ value, label: labels.get(String(value)) ?? String(value) }));
}

const ACRONYM = /\b(?:asn|dns|id|ip|ip4|ip6|lan|lag|mac|mtu|nat|oob|poe|rir|url|vdc|vlan|vm|vrf|wwn)(?=s?\b)/gi;

/** A field's name as people write it: "tagged_vlans" as "Tagged VLANs". */
export function sentenceCase(name: string): string {
	const words = name.replace(/^_+/, '').replace(/_/g, ' ').replace(ACRONYM, (letters) => letters.toUpperCase());
	return words.charAt(0).toUpperCase() + words.slice(1);
}

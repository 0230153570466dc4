import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

interface Schema {
	$ref?: string;
	allOf?: Schema[];
	oneOf?: Schema[];
	type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
	nullable?: boolean;
	enum?: unknown[];
	format?: string;
	pattern?: string;
	properties?: Record<string, Schema>;
	required?: string[];
	additionalProperties?: Schema | boolean;
	items?: Schema;
}

interface Document {
	paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: Schema }> }> }>>;
	components: { schemas: Record<string, Schema> };
}

const FORMATS: Record<string, RegExp> = {
	uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
};

const folder = dirname(createRequire(import.meta.url).resolve('@goauthentik/api/package.json'));
const document = parse(readFileSync(join(folder, 'schema.yml'), 'utf8'), { maxAliasCount: -1 }) as Document;

/** What in a body differs from what Authentik's published schema declares for an answer; empty when nothing does. */
export function violations(method: string, path: string, status: number, body: unknown): string[] {
	const response = document.paths[path]?.[method.toLowerCase()]?.responses[status];
	if (!response) return [`the schema has no ${status} for ${method} ${path}`];
	const [content] = Object.values(response.content ?? {});
	if (!content) return body === '' ? [] : ['the schema has no body here'];
	return check(content.schema, body, '');
}

/** Whether Authentik has this operation at all. */
export function isPublished(method: string, path: string): boolean {
	return document.paths[path]?.[method.toLowerCase()] !== undefined;
}

/** Names of the properties that a schema declares. */
export function propertiesOf(name: string): string[] {
	return Object.keys(document.components.schemas[name]?.properties ?? {});
}

function check(schema: Schema, value: unknown, at: string): string[] {
	if (value === null && schema.nullable) return [];
	if (schema.$ref) return check(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, value, at);
	if (schema.allOf) return schema.allOf.flatMap((part) => check(part, value, at));
	if (schema.oneOf) {
		const fits = schema.oneOf.some((part) => check(part, value, at).length === 0);
		return fits ? [] : [`${at} fits none of the alternatives: ${JSON.stringify(value)}`];
	}
	if (schema.enum && !schema.enum.includes(value)) return [`${at} is not one of the values: ${JSON.stringify(value)}`];
	switch (schema.type) {
		case 'object':
			return checkObject(schema, value, at);
		case 'array':
			if (!Array.isArray(value)) return [`${at} is no list`];
			return value.flatMap((item, index) => check(schema.items ?? {}, item, `${at}[${index}]`));
		case 'string':
			return checkString(schema, value, at);
		case 'integer':
			return Number.isInteger(value) ? [] : [`${at} is no integer: ${JSON.stringify(value)}`];
		case 'number':
		case 'boolean':
			return typeof value === schema.type ? [] : [`${at} is no ${schema.type}: ${JSON.stringify(value)}`];
		default:
			return [];
	}
}

function checkObject(schema: Schema, value: unknown, at: string): string[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
	const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
	const undeclared = schema.additionalProperties
		? []
		: Object.keys(value).filter((name) => schema.properties && !Object.hasOwn(schema.properties, name));
	return [
		...missing.map((name) => `${at}.${name} is missing`),
		...undeclared.map((name) => `${at}.${name} is not declared`),
		...Object.entries(value).flatMap(([name, member]) => check(schema.properties?.[name] ?? {}, member, `${at}.${name}`)),
	];
}

function checkString(schema: Schema, value: unknown, at: string): string[] {
	if (typeof value !== 'string') return [`${at} is no string: ${JSON.stringify(value)}`];
	const format = schema.format === undefined ? undefined : FORMATS[schema.format];
	if (format && !format.test(value)) return [`${at} is no ${schema.format}: ${value}`];
	// JavaScript needs the flag u for \w to be what Python takes it for; ASCII names do not tell them apart.
	if (schema.pattern && !new RegExp(schema.pattern).test(value)) return [`${at} does not match its pattern: ${value}`];
	return [];
}

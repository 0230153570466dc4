import { VERSION } from '../version.ts';
import type { Schema } from './field.ts';
import type { Access, AnyResource, View } from './resource.ts';

const PAGINATION = ['next', 'previous', 'count', 'current', 'total_pages', 'start_index', 'end_index'];

/** `/schema/`: an OpenAPI 3.0 document of what the embedded server answers, made from the same declarations. */
export function schemaView(resources: readonly AnyResource[], views: readonly View[]): View {
	return {
		path: 'schema',
		access: 'open',
		summary: 'OpenAPI schema',
		run({ query }) {
			// JSON is YAML too, so one text serves both formats.
			const text = JSON.stringify(document(resources, views), null, query.get('format') === 'json' ? 0 : 2);
			const type = query.get('format') === 'json' ? 'application/vnd.oai.openapi+json' : 'application/vnd.oai.openapi';
			return { status: 200, body: text, type };
		},
	};
}

function document(resources: readonly AnyResource[], views: readonly View[]): Schema {
	return {
		openapi: '3.0.3',
		info: { title: 'embedded Authentik', version: VERSION },
		paths: Object.fromEntries([
			...resources.flatMap(resourcePaths),
			...views.map((view) => [`/${view.path}/`, { get: operation(view.summary, view.access, { type: 'object' }) }]),
		]) as Schema,
		components: {
			schemas: Object.fromEntries([
				['Pagination', { type: 'object', properties: properties(PAGINATION, { type: 'number' }) }],
				...resources.map((resource) => [resource.name, objectSchema(resource)]),
			]) as Schema,
			securitySchemes: { authentik: { type: 'http', scheme: 'bearer' } },
		},
		servers: [{ url: '/api/v3' }],
	};
}

function resourcePaths(resource: AnyResource): [string, Schema][] {
	const { path, name, lookup, operations } = resource;
	const reference = { $ref: `#/components/schemas/${name}` };
	const has = (wanted: string) => operations.some((each) => each === wanted);
	const key = { in: 'path', name: lookup, required: true, schema: { type: 'string' } };
	const collection = defined({
		get: has('list') && operation(`List ${name}`, 'superuser', page(reference), 200, listParameters(resource)),
		post: has('create') && operation(`Create ${name}`, 'superuser', reference, 201),
	});
	const object = defined({
		get: has('retrieve') && operation(`Get ${name}`, 'superuser', reference),
		put: has('update') && operation(`Replace ${name}`, 'superuser', reference),
		patch: has('update') && operation(`Change ${name}`, 'superuser', reference),
		delete: has('destroy') && operation(`Delete ${name}`, 'superuser', undefined, 204),
	});
	const actions = (prefix: string, entries: AnyResource['objectActions'], parameters: Schema[]): [string, Schema][] =>
		Object.entries(entries ?? {}).map(([action, { method, summary, access = 'superuser' }]) => [
			`${prefix}${action}/`,
			{ parameters, [method.toLowerCase()]: operation(summary, access, { type: 'object' }) },
		]);
	return [
		[`/${path}/`, collection],
		[`/${path}/{${lookup}}/`, { parameters: [key], ...object }],
		...actions(`/${path}/`, resource.collectionActions as AnyResource['objectActions'], []),
		...actions(`/${path}/{${lookup}}/`, resource.objectActions, [key]),
	];
}

function listParameters({ filters }: AnyResource): Schema[] {
	const names = [...Object.keys(filters), 'search', 'ordering', 'page', 'page_size'];
	return names.map((name) => ({ in: 'query', name, schema: { type: 'string' } }));
}

function operation(summary: string, access: Access, schema?: Schema, status = 200, parameters?: Schema[]): Schema {
	const content = schema && { content: { 'application/json': { schema } } };
	return {
		summary,
		parameters,
		security: access === 'open' ? [{}] : [{ authentik: [] }],
		responses: { [status]: { description: '', ...content } },
	};
}

function page(results: Schema): Schema {
	const pagination = { $ref: '#/components/schemas/Pagination' };
	const items = { type: 'array', items: results };
	return { type: 'object', properties: { pagination, results: items, autocomplete: { type: 'object' } } };
}

function objectSchema({ fields }: AnyResource): Schema {
	const shown = Object.entries(fields).map(([name, { schema, hidden }]) => [
		name,
		hidden ? { ...schema, writeOnly: true } : schema,
	]);
	const required = Object.entries(fields).flatMap(([name, { write, hidden }]) =>
		hidden || (write && !write.required) ? [] : [name],
	);
	return { type: 'object', properties: Object.fromEntries(shown) as Schema, required };
}

function properties(names: readonly string[], schema: Schema): Schema {
	return Object.fromEntries(names.map((name) => [name, schema]));
}

function defined(entries: Record<string, Schema | false>): Schema {
	return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== false));
}

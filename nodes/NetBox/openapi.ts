/** The parts of an OpenAPI 3.0 document (spec.openapis.org/oas/v3.0.3) by which NetBox describes itself. */
export interface OpenApi {
	info: { version: string };
	paths: Record<string, { get?: Operation; post?: Operation }>;
	components: { schemas: Record<string, Schema> };
}

export interface Operation {
	parameters?: Parameter[];
	requestBody?: { content: Record<string, { schema: Schema }> };
	responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface Parameter {
	name: string;
	in: string;
	description?: string;
	schema: Schema;
}

export interface Schema {
	$ref?: string;
	type?: string;
	format?: string;
	title?: string;
	description?: string;
	enum?: (string | number | null)[];
	items?: Schema;
	oneOf?: Schema[];
	allOf?: Schema[];
	properties?: Record<string, Schema>;
	required?: string[];
	readOnly?: boolean;
	additionalProperties?: unknown;
}

const REFERENCE = '#/components/schemas/';

/** Name of the component that a schema refers to, also as one of the forms that a value may have. */
export function componentOf({ $ref, oneOf = [], allOf = [] }: Schema = {}): string | undefined {
	if ($ref?.startsWith(REFERENCE)) return $ref.slice(REFERENCE.length);
	for (const part of [...oneOf, ...allOf]) {
		const inner = componentOf(part);
		if (inner !== undefined) return inner;
	}
	return undefined;
}

/** The schema of what an operation takes; where it takes one or a list of them, of one. */
export function requestSchema({ components }: OpenApi, operation: Operation | undefined): Schema | undefined {
	const name = componentOf(operation?.requestBody?.content['application/json']?.schema);
	return name === undefined ? undefined : components.schemas[name];
}

/** Name of the component in the pages that a list gives; `undefined` for what is no list of objects. */
export function listedComponent({ components }: OpenApi, operation: Operation | undefined): string | undefined {
	const page = componentOf(operation?.responses['200']?.content?.['application/json']?.schema);
	const { count, results } = (page === undefined ? undefined : components.schemas[page]?.properties) ?? {};
	return count && results ? componentOf(results.items) : undefined;
}

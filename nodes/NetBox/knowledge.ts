import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { SystemError } from '../shared/errors.ts';
import type { ObjectFields } from './object-fields.ts';
import type { OpenApi } from './openapi.ts';
import { optionsFields, type OptionsAnswer } from './options-fields.ts';
import { type Catalogue, readCatalogue, type TypeSchema } from './schema.ts';
import type { NetBox } from './transport.ts';

/** Milliseconds: NetBox takes up to a minute to make the description of its API, and then keeps it for a day. */
const SCHEMA_TIMEOUT = 150_000;
/** A day: it is believed as long as NetBox is of the same release and has the same plugins. */
const SCHEMA_LIFETIME = 86_400_000;
/** Milliseconds between two looks at the release and the plugins. */
const STATE_LIFETIME = 600_000;
/** Milliseconds for which those wait who can do with less. */
const PATIENCE = 1_500;

interface Status {
	'netbox-version'?: string;
	plugins?: object;
}

/** What NetBox knows of a type of objects; `undefined` where it does not describe itself, or has no such type. */
export async function typeSchema(netBox: NetBox, path: string): Promise<TypeSchema | undefined> {
	return (await catalogue(netBox))?.types.get(path);
}

/** The same for those who can do with less: they do not wait for a NetBox that has yet to make its description. */
export async function typeSchemaSoon(netBox: NetBox, path: string): Promise<TypeSchema | undefined> {
	const wanted = typeSchema(netBox, path);
	// It is made all the same, for the next who asks.
	wanted.catch(() => undefined);
	return await Promise.race([wanted, sleep(PATIENCE, undefined, { ref: false })]);
}

/** Path of the object type that Django calls so: `dcim.device`. */
export async function pathOfModel(netBox: NetBox, model: string): Promise<string | undefined> {
	for (const [path, schema] of (await catalogue(netBox))?.types ?? []) {
		if (isModel(schema, model)) return path;
	}
	return undefined;
}

/** Whether Django calls a type so. Paths of plugins do not say under which name a plugin's types are known to Django. */
export function isModel(schema: Pick<TypeSchema, 'model'>, model: string): boolean {
	return schema.model === model || (!schema.model.includes('.') && model.endsWith(`.${schema.model}`));
}

/**
 * The fields of an object type: as the description of the API has them, or, where NetBox fails to make it (plugins
 * often are the reason), as the type's own endpoint says; empty when neither says anything.
 */
export async function objectFields(netBox: NetBox, path: string): Promise<ObjectFields> {
	const schema = await typeSchema(netBox, path);
	if (schema !== undefined) return schema.fields;
	return await netBox.remember(`fields of ${path}`, async () => optionsFields(await netBox.options<OptionsAnswer>(path)));
}

/** Looks at once whether NetBox has become another one since it was asked what it knows. */
export async function lookAgain(netBox: NetBox): Promise<void> {
	await netBox.forget('state');
}

async function catalogue(netBox: NetBox): Promise<Catalogue | undefined> {
	const state = await netBox.remember('state', async () => await stateOf(netBox), () => STATE_LIFETIME);
	const known = await netBox.remember(
		`catalogue ${state}`,
		async () => ({ catalogue: await load(netBox, state) }),
		// What could not be made may be possible soon, once an administrator has mended it.
		({ catalogue }) => (catalogue === undefined ? STATE_LIFETIME : SCHEMA_LIFETIME),
	);
	return known.catalogue;
}

/** What changes when NetBox is updated, or its plugins are; empty where it does not say. */
async function stateOf(netBox: NetBox): Promise<string> {
	try {
		const { 'netbox-version': version = '', plugins = {} } = await netBox.get<Status>('status');
		return Object.keys(plugins).length === 0 ? version : createHash('sha256').update(JSON.stringify([version, plugins])).digest('hex');
	} catch (error) {
		if (isAnswer(error)) return '';
		throw error;
	}
}

async function load(netBox: NetBox, state: string): Promise<Catalogue | undefined> {
	try {
		// NetBox keeps the description by release and address: with plugins, the address tells their releases apart.
		const document = await netBox.get<OpenApi>('schema', { format: 'json', ...(state.length === 64 && { state }) }, SCHEMA_TIMEOUT);
		return isDescription(document) ? readCatalogue(document) : undefined;
	} catch (error) {
		if (isAnswer(error)) return undefined;
		throw error;
	}
}

function isDescription(document: Partial<OpenApi>): boolean {
	return typeof document.info?.version === 'string' && document.paths !== undefined && document.components?.schemas !== undefined;
}

/** Whether NetBox, or a proxy before it, answered, if only that it cannot or may not. */
function isAnswer(error: unknown): boolean {
	return error instanceof SystemError && (/^\d+$/.test(error.failure.code ?? '') || error.failure.code === 'timeout');
}

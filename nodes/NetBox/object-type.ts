import { InvalidField } from '../shared/errors.ts';
import type { NetBox } from './transport.ts';

const PATH = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)+$/;

/** A kind of object that this NetBox has, with its plugins. */
export interface ObjectType {
	/** Path below `/api/`, for example `dcim/device-types`. */
	path: string;
	/** `Device Types`. */
	name: string;
	/** `dcim`, or `plugins/<plugin>`. */
	app: string;
}

/**
 * Brings an object type into the form of a path below `/api/`; the address of a list is taken as well.
 *
 * @throws InvalidField when it is none, so that no text of a user can reach another part of NetBox
 */
export function typePath(objectType: string): string {
	const path = objectType.trim().replace(/^(?:https?:\/\/[^/]+)?\/?(?:.*\/)?api\//, '').replace(/^\/+|\/+$/g, '');
	if (!PATH.test(path)) {
		throw new InvalidField('Object Type', `"${objectType.slice(0, 80)}" is not an object type`, 'a path such as dcim/devices or tenancy/tenants');
	}
	return path;
}

/** All object types, from the roots that the API lists. */
export async function objectTypes(netBox: NetBox): Promise<ObjectType[]> {
	return await netBox.remember('object types', async () => {
		const apps = await rootOf(netBox, '');
		const nested = await Promise.all(apps.map(async (app) => await typesOf(netBox, app)));
		return nested.flat();
	});
}

async function typesOf(netBox: NetBox, app: string): Promise<ObjectType[]> {
	// The status is an answer about NetBox itself, no root of types.
	if (app === 'status') return [];
	const names = await rootOf(netBox, app);
	if (app === 'plugins') {
		const plugins = names.filter((name) => name !== 'installed-plugins').map((name) => `plugins/${name}`);
		return (await Promise.all(plugins.map(async (plugin) => await typesOf(netBox, plugin)))).flat();
	}
	return names.map((name) => ({ path: `${app}/${name}`, name: titleCase(name), app }));
}

/** The root of the API and of each app is an object of names and addresses. */
async function rootOf(netBox: NetBox, path: string): Promise<string[]> {
	return Object.keys(await netBox.get<object>(path));
}

function titleCase(name: string): string {
	return name.replace(/-/g, ' ').replace(/\b\w/g, (letter) => letter.toUpperCase());
}

import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';

import axios from 'axios';
import type { ICredentialDataDecryptedObject, ILoadOptionsFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { NetBoxApi } from '../../../../credentials/NetBoxApi.credentials.ts';
import { NetBox } from '../../../../nodes/NetBox/NetBox.node.ts';
import { connections } from '../../../../stack/connections.ts';
import { executionOf, type NodeRun, runNode } from '../../../support/node-runner.ts';

export const { url, token } = (await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host')).netBox;

/** The credential of the running NetBox. */
export const credential: ICredentialDataDecryptedObject = { url, token, allowUnauthorizedCerts: false };

export const node = new NetBox();

/** NetBox without the node, which judges what the node did. */
export const netBox = axios.create({
	baseURL: `${url}/api/`,
	headers: { Authorization: `${token.startsWith('nbt_') ? 'Bearer' : 'Token'} ${token}` },
	// A kept connection may be closed by NetBox at the moment when it is used again.
	httpAgent: new Agent({ keepAlive: false }),
});

export interface Stored {
	id: number;
	name: string;
	[field: string]: unknown;
}

/** A name and slug that no other test and no earlier run has. */
export const unique = (what = 'contract') => `${what}-${randomUUID().slice(0, 18)}`;

/** What a picker holds once its user chose by name. */
export const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** Rows of the filter table. */
export const filters = (...rows: [name: string, value: unknown][]): INodeParameters => ({
	values: rows.map(([name, value]) => ({ name, value: value as string })),
});

/** What the field mapper holds. */
export const mapped = (value: Record<string, unknown> | null, more: object = {}) =>
	({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [], ...more }) as unknown as INodeParameters;

const login = { credentials: { netBoxApi: credential }, credentialTypes: [new NetBoxApi()] };

/** Runs an operation of the node on the running NetBox, and gives the JSON of the items that come out. */
export async function run(
	operation: string,
	objectType: string,
	parameters: INodeParameters = {},
	more: Partial<NodeRun> = {},
): Promise<INodeExecutionData['json'][]> {
	const [items] = await runNode(node, {
		...login,
		parameters: { resource: 'object', operation, objectType: named(objectType), ...parameters },
		...more,
	});
	return items!.map(({ json }) => json);
}

/** What n8n calls pickers and dropdowns with, when this object type is chosen. */
export function panel(objectType: string, other: object = {}): ILoadOptionsFunctions {
	const execution = executionOf(node, { ...login, credentials: { netBoxApi: { ...credential, ...other } } });
	return Object.assign(execution, { getCurrentNodeParameter: () => objectType }) as unknown as ILoadOptionsFunctions;
}

const made: string[] = [];

/** Has an object deleted when the tests of the file are over. */
export function removeLater(path: string, id: unknown): void {
	made.unshift(`${path}/${String(id)}/`);
}

/** Makes a custom field for the tests of the file, and gives its id. */
export async function customField(name: string, type: string, objectTypes: string[], more: object = {}): Promise<number> {
	const { data } = await netBox.post<Stored>('extras/custom-fields/', { name, type, object_types: objectTypes, ...more });
	removeLater('extras/custom-fields', data.id);
	return data.id;
}

afterAll(async () => {
	for (const path of made) await netBox.delete(path, { validateStatus: (status) => status < 300 || status === 404 });
});

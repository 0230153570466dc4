import { S3Client } from '@aws-sdk/client-s3';
import type { INodeParameters } from 'n8n-workflow';

import type { NodeRun } from '../../../support/node-runner.ts';
import { inCeph } from './ceph-command.ts';
import { adminGatewayCredential, first, gatewayCredential, run, unique } from './ceph.ts';

/** Runs the gateway's own administration tool, which judges what the node did. */
export async function radosgwAdmin<T = unknown>(...args: string[]): Promise<T> {
	const printed = await inCeph(['timeout', '60', 'radosgw-admin', ...args]);
	return (printed === '' ? undefined : JSON.parse(printed)) as T;
}

/** A user as that tool shows it; only what tests look at. */
export interface ShownUser {
	user_id: string;
	display_name: string;
	email: string;
	suspended: number;
	max_buckets: number;
	keys: { user: string; access_key: string; secret_key: string }[];
	swift_keys: { user: string; secret_key: string }[];
	subusers: { id: string; permissions: string }[];
	caps: { type: string; perm: string }[];
	user_quota: { enabled: boolean; max_size: number; max_objects: number };
	bucket_quota: { enabled: boolean; max_size: number; max_objects: number };
}

export const shownUser = async (uid: string) => await radosgwAdmin<ShownUser>('user', 'info', `--uid=${uid}`);

const asAdmin = { credentials: { cephObjectGatewayApi: adminGatewayCredential } };

/** {@link run} by the user who may administer. */
export const administer = async (resource: string, operation: string, parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
	await run(resource, operation, parameters, { ...asAdmin, ...more });

/** {@link administer}, where only the JSON of the first item matters. */
export const administered = async (...[resource, operation, parameters, more]: Parameters<typeof administer>) =>
	await first(resource, operation, parameters, { ...asAdmin, ...more });

/** Gives names for users of the tests of one file; those that were made are gone with their buckets when they end. */
export function usersForTests(): (tenant?: string) => string {
	const names: string[] = [];
	afterAll(async () => {
		for (const name of names) await radosgwAdmin('user', 'rm', `--uid=${name}`, '--purge-data').catch(() => undefined);
	}, 120_000);
	return (tenant) => {
		const name = tenant === undefined ? unique() : `${tenant}$${unique()}`;
		names.push(name);
		return name;
	};
}

const clients: S3Client[] = [];
afterAll(() => clients.forEach((client) => client.destroy()));

/** A client that signs with other keys than the tests' own. */
export function clientOf(accessKeyId: string, secretAccessKey: string): S3Client {
	const { endpoint, region } = gatewayCredential;
	const client = new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true });
	clients.push(client);
	return client;
}

export interface NewUser {
	user: string;
	client: S3Client;
	credential: typeof gatewayCredential;
}

/** Makes a user beside the node, with a client that signs with its key. */
export async function newUser(name: string): Promise<NewUser> {
	const { keys } = await radosgwAdmin<ShownUser>('user', 'create', `--uid=${name}`, '--display-name=Test');
	const { access_key: accessKeyId = '', secret_key: secretAccessKey = '' } = keys[0] ?? {};
	return { user: name, client: clientOf(accessKeyId, secretAccessKey), credential: { ...gatewayCredential, accessKeyId, secretAccessKey } };
}

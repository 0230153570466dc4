import { Agent } from 'node:https';

import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import { dashboardCredential, named, unique } from './ceph.ts';
import { inCeph } from './ceph-command.ts';

/** Runs RBD's own command line, which judges what the node did. */
export async function rbd<T>(...args: string[]): Promise<T> {
	return JSON.parse(await inCeph(['timeout', '60', 'rbd', ...args, '--format', 'json'])) as T;
}

/** Runs it for what it does. */
export async function rbdDo(...args: string[]): Promise<void> {
	await inCeph(['timeout', '60', 'rbd', ...args]);
}

export interface RbdInfo {
	name: string;
	id: string;
	size: number;
	object_size: number;
	features: string[];
	data_pool?: string;
	stripe_unit?: number;
	stripe_count?: number;
	parent?: { pool: string; pool_namespace: string; image: string; snapshot: string };
}

export const info = async (spec: string) => await rbd<RbdInfo>('info', spec);

/** Names of the images in a pool, or in a namespace of it. */
export const ls = async (place: string) => await rbd<string[]>('ls', place);

export const snapshotsOf = async (spec: string) => await rbd<{ id: number; name: string; size: number; protected: string }[]>('snap', 'ls', spec);

/** Writes so many bytes from the beginning of an image. */
export async function write(spec: string, bytes: string): Promise<void> {
	await inCeph(['timeout', '60', 'rbd', 'bench', '--io-type', 'write', '--io-size', '1M', '--io-total', bytes, spec]);
}

/** A digest of all that is in an image, or in a snapshot of it. */
export async function digestOf(spec: string): Promise<string> {
	return await inCeph(['timeout', '60', 'bash', '-c', 'set -o pipefail; rbd export --no-progress "$0" - | sha256sum', spec]);
}

/** A pool for images, gone with all that is in it when the tests of the file end. */
export function poolForTests(): string {
	const pool = unique();
	beforeAll(async () => {
		await inCeph(['timeout', '60', 'ceph', 'osd', 'pool', 'create', pool, '4']);
		await rbdDo('pool', 'init', pool);
	});
	afterAll(async () => {
		await inCeph(['timeout', '60', 'ceph', 'osd', 'pool', 'rm', pool, pool, '--yes-i-really-really-mean-it']);
	});
	return pool;
}

/** The fields that say where an image is. */
export const place = (pool: string, image: string, namespace = '') => ({ pool: named(pool), namespace: named(namespace), image: named(image) });

/** The Dashboard's finished tasks of a name. */
export async function finishedTasks(name: string): Promise<{ metadata: Record<string, unknown>; duration: number; success: boolean }[]> {
	const { url, username, password, caCertificate: ca } = dashboardCredential;
	const headers = { Accept: 'application/vnd.ceph.api.v1.0+json' };
	const api = axios.create({ baseURL: `${url}/api`, headers, httpsAgent: new Agent({ keepAlive: false, ca }) });
	const { data: session } = await api.post<{ token: string }>('/auth', { username, password });
	const { data } = await api.get<{ finished_tasks: Awaited<ReturnType<typeof finishedTasks>> }>('/task', {
		params: { name },
		headers: { Authorization: `Bearer ${session.token}` },
	});
	return data.finished_tasks;
}

/** The rows of a table, as n8n stores them. */
export const tableOf = (...values: object[]) => ({ values }) as INodeParameters;

/** An image's metadata, its configuration among it. */
export const metadataOf = async (spec: string) => await rbd<Record<string, string>>('image-meta', 'ls', spec);

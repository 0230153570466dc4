import { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';

import type { Connections } from '../../connections.ts';

/** The endpoints that are used here speak this version in every release from 16 on. */
const ACCEPT = 'application/vnd.ceph.api.v1.0+json';
/** Lists of block images speak another one. */
const IMAGES = 'application/vnd.ceph.api.v2.0+json';
/** Milliseconds that a task of the Dashboard may take; on a loaded machine a pool needs half a minute. */
const PATIENCE = 180_000;

export interface Dashboard {
	/** Whether there is something at a path below `/api`. */
	exists(path: string): Promise<boolean>;
	/** The names of the block images that it lists of a pool; it looks again only every few seconds. */
	images(pool: string): Promise<string[]>;
	/** Makes something and waits until it is there: what takes longer, the Dashboard answers with 202 and goes on with. */
	create(collection: string, body: object, path: string): Promise<void>;
}

/** Logs in to the Dashboard API. */
export async function connect({ url, username, password, caCertificate }: Connections['cephDashboard']): Promise<Dashboard> {
	const httpsAgent = new Agent({ ca: caCertificate || undefined });
	const outside = axios.create({ baseURL: `${url}/api`, httpsAgent, headers: { Accept: ACCEPT }, validateStatus: () => true });
	const { data } = await ask<{ token?: string }>(outside, { method: 'POST', url: '/auth', data: { username, password } }, [201]);
	const inside = axios.create({
		baseURL: `${url}/api`,
		httpsAgent,
		headers: { Accept: ACCEPT, Authorization: `Bearer ${data.token}` },
		validateStatus: () => true,
	});
	const exists = async (path: string) => (await ask(inside, { url: path }, [200, 404])).status === 200;
	return {
		exists,
		async images(pool) {
			const headers = { Accept: IMAGES };
			const { data: pools } = await ask<{ value: { name: string }[] }[]>(inside, { url: '/block/image', headers, params: { pool_name: pool, limit: -1 } }, [200]);
			return pools.flatMap(({ value }) => value.map(({ name }) => name));
		},
		async create(collection, body, path) {
			const deadline = Date.now() + PATIENCE;
			await ask(inside, { method: 'POST', url: collection, data: body }, [200, 201, 202]);
			while (!(await exists(path))) {
				if (Date.now() > deadline) throw new Error(`Ceph took longer than ${PATIENCE / 1000} s to make ${path}.`);
				await sleep(500);
			}
		},
	};
}

/** Errors are made anew: those of axios carry the request, and with it password and token. */
async function ask<T = unknown>(client: AxiosInstance, request: AxiosRequestConfig, wanted: number[]): Promise<AxiosResponse<T>> {
	const what = `${request.method ?? 'GET'} ${request.url}`;
	const answer = await client.request<T & { detail?: string }>(request).catch((error: unknown) => {
		throw new Error(`The Ceph Dashboard does not answer to ${what}: ${error instanceof Error ? error.message : String(error)}`);
	});
	if (wanted.includes(answer.status)) return answer;
	throw new Error(`The Ceph Dashboard answers ${answer.status} to ${what}: ${answer.data?.detail ?? 'no reason given'}`);
}

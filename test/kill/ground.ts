import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Systems } from '../../acceptance/support/systems.ts';
import { accessToken, type ServiceAccount } from '../../stack/command/token.ts';
import type { Answer } from './courses/course.ts';
import { N8nApi } from './n8n-api.ts';
import { forgetPools, makePools } from './systems/ceph.ts';
import { NetBox, type Tenant } from './systems/netbox.ts';

/** A call to a process. */
export interface Asking {
	as?: ServiceAccount;
	method?: string;
	headers?: Record<string, string>;
	body?: Buffer | object;
}

/** Tenants that cases share, each with a pool: one for each case would cost more than the test. */
const TENANTS = 10;

/** Milliseconds. */
const REGISTRATION = 30_000;

/** The stack on which processes are killed, as callers and judges have it. */
export class Ground {
	readonly systems: Systems;
	readonly netBox: NetBox;
	readonly n8n: N8nApi;
	#tenants: Promise<Tenant[]> | undefined;
	#next = 0;

	constructor(systems: Systems) {
		this.systems = systems;
		this.netBox = new NetBox(systems.connections.netBox);
		this.n8n = new N8nApi(systems.connections.n8n);
	}

	/** A word that is nowhere else. */
	newWord(): string {
		return `kill-${randomBytes(6).toString('hex')}`;
	}

	/** One of the tenants that cases share; the next case gets the next one. */
	async tenant(): Promise<Tenant> {
		const tenants = await (this.#tenants ??= this.#makeTenants());
		return tenants[this.#next++ % tenants.length]!;
	}

	async #makeTenants(): Promise<Tenant[]> {
		const tenants = await Promise.all(Array.from({ length: TENANTS }, () => this.netBox.makeTenant(this.newWord())));
		await makePools(this.systems, tenants.map(({ slug }) => slug));
		return tenants;
	}

	/** Removes what cases share. */
	async close(): Promise<void> {
		const tenants = (await this.#tenants) ?? [];
		await forgetPools(this.systems, tenants.map(({ slug }) => slug));
		for (const tenant of tenants) await this.netBox.forget(tenant);
	}

	/**
	 * Calls a webhook; every status is an answer, and bytes are given as their SHA-256.
	 *
	 * @throws Error when n8n breaks the connection
	 */
	async call(path: string, asking: Asking): Promise<Answer> {
		for (const deadline = Date.now() + REGISTRATION; ; await sleep(500)) {
			const answer = await this.#ask(path, asking);
			if (!isUnregistered(answer) || Date.now() > deadline) return answer;
		}
	}

	async #ask(path: string, { as = 'publisher', method = 'POST', headers, body }: Asking): Promise<Answer> {
		const { project, connections } = this.systems;
		const isBytes = Buffer.isBuffer(body);
		const response = await fetch(`${connections.n8n.url}/webhook/${path}`, {
			method,
			headers: { authorization: `Bearer ${await accessToken(project, as)}`, ...(body !== undefined && !isBytes && { 'content-type': 'application/json' }), ...headers },
			...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
		});
		const bytes = Buffer.from(await response.arrayBuffer());
		const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
		return { status: response.status, body: isJson ? JSON.parse(bytes.toString()) : { sha256: createHash('sha256').update(bytes).digest('hex') } };
	}
}

/** n8n knows its webhooks a moment after it says that it is ready. */
function isUnregistered({ status, body }: Answer): boolean {
	return status === 404 && JSON.stringify(body).includes('is not registered');
}

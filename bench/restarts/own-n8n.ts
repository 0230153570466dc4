import { setTimeout as sleep } from 'node:timers/promises';

import axios, { type AxiosInstance } from 'axios';
import { execa } from 'execa';

import { makeApiKey } from '../../stack/n8n/apiKey.ts';
import { ownerSession, type Session } from '../../stack/n8n/session.ts';

export interface OwnN8nSetup {
	/** Container engine's command, `docker` or `podman`. */
	engine: string;
	/** Image of n8n with the entry point of the stack. */
	image: string;
	/** Folder with the package's tarball. */
	packages: string;
	port: number;
	/** More of its environment. */
	environment?: Record<string, string>;
}

/** An n8n of its own in a container with the host's network, which may be killed and started again. */
export class OwnN8n {
	private readonly setup: OwnN8nSetup;
	private readonly name: string;
	private session: Session | undefined;
	private publicApi: AxiosInstance | undefined;

	constructor(setup: OwnN8nSetup) {
		this.setup = setup;
		this.name = `cim-restarts-${process.pid}`;
	}

	get url(): string {
		return `http://127.0.0.1:${this.setup.port}`;
	}

	async start(): Promise<void> {
		const { image, packages, port, environment: more } = this.setup;
		const environment = {
			N8N_PORT: String(port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_SECURE_COOKIE: 'false',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
			N8N_RUNNERS_BROKER_PORT: String(port + 1),
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
			...more,
		};
		const variables = Object.entries(environment).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
		await this.engine('run', '-d', '--name', this.name, '--network', 'host', '-v', `${packages}:/package:ro`, ...variables, image);
		await this.ready();
		const owner = { url: this.url, ownerEmail: 'owner@cim.example', ownerPassword: 'Only-4-Restarts' };
		this.session = await ownerSession(owner);
		const apiKey = await makeApiKey(this.session);
		this.publicApi = axios.create({ baseURL: `${this.url}/api/v1`, headers: { 'X-N8N-API-KEY': apiKey }, proxy: false, timeout: 60_000 });
	}

	/** Ends n8n's process as a loss of power would, and starts it again. */
	async killAndStart(): Promise<void> {
		await this.engine('kill', '--signal', 'KILL', this.name);
		await this.engine('start', this.name);
	}

	/** Ends n8n's process as an operator does, and starts it again. */
	async restart(): Promise<void> {
		await this.engine('restart', '--time', '40', this.name);
		await this.ready();
	}

	async remove(): Promise<void> {
		await this.engine('rm', '--force', '--volumes', this.name);
	}

	async log(): Promise<string> {
		const { stdout, stderr } = await this.engine('logs', this.name);
		return `${stdout}\n${stderr}`;
	}

	get api(): AxiosInstance {
		if (this.publicApi === undefined) throw new Error('n8n has not been started');
		return this.publicApi;
	}

	async ready(): Promise<void> {
		for (const deadline = Date.now() + 180_000; ; await sleep(500)) {
			const answer = await axios.get(`${this.url}/healthz/readiness`, { proxy: false, validateStatus: () => true, timeout: 5_000 }).catch(() => undefined);
			if (answer?.status === 200) return;
			if (Date.now() > deadline) throw new Error(`n8n is not ready after three minutes:\n${await this.log()}`);
		}
	}

	private async engine(...parameters: string[]) {
		return await execa(this.setup.engine, parameters);
	}
}

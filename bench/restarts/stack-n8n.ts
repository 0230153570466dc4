import { setTimeout as sleep } from 'node:timers/promises';

import axios, { type AxiosInstance } from 'axios';
import { execa } from 'execa';

import { mustRun } from '../../stack/command/container.ts';
import { isHealthy } from '../../stack/command/report.ts';
import type { Machine } from '../../stack/command/machine.ts';
import { connections } from '../../stack/connections.ts';
import { type ContainerState, projectContainers } from '../../stack/engine/containers.ts';
import { workersIn } from '../../stack/environment.ts';
import { n8nServices } from '../../stack/services.ts';

/** The n8n of a stack that runs with workers: one worker after another is killed, and started again. */
export class StackN8n {
	readonly api: AxiosInstance;
	/** Of the stack's event store, as its credentials have it. */
	readonly credential = { id: 'cim-event-store', name: 'Event Store' };
	private readonly machine: Machine;
	private kills = 0;

	private constructor(machine: Machine, api: AxiosInstance) {
		this.machine = machine;
		this.api = api;
	}

	/** @throws Error when it does not run, or has no workers */
	static async of(project: string): Promise<StackN8n> {
		const machine = await mustRun({ project });
		if (workersIn(machine.environment) < 2) throw new Error(`n8n of project ${project} has no two workers. Start it so: npm start -- --workers 2`);
		const { n8n } = await connections(project, 'host');
		const api = axios.create({ baseURL: `${n8n.url}/api/v1`, headers: { 'X-N8N-API-KEY': n8n.apiKey }, proxy: false, timeout: 60_000 });
		return new StackN8n(machine, api);
	}

	/** Ends a worker as a loss of power would, another one each time, and starts it again. */
	async killAndStart(): Promise<void> {
		const workers = (await this.containers()).filter(({ service }) => service === 'n8n-worker').toSorted((a, b) => a.name.localeCompare(b.name));
		const { id } = workers[this.kills++ % workers.length]!;
		await this.docker('kill', '--signal', 'KILL', id);
		await this.docker('start', id);
	}

	async ready(): Promise<void> {
		for (const deadline = Date.now() + 180_000; ; await sleep(500)) {
			const containers = await this.containers();
			const sick = n8nServices.filter((service) => !isHealthy(service, containers, this.machine.environment));
			if (sick.length === 0) return;
			if (Date.now() > deadline) throw new Error(`${sick.join(', ')} not healthy after three minutes`);
		}
	}

	async log(): Promise<string> {
		const logs = await Promise.all((await this.containers()).filter(({ service }) => service === 'n8n').map(({ id }) => this.docker('logs', id)));
		return logs.map(({ stdout, stderr }) => `${stdout}\n${stderr}`).join('\n');
	}

	private async containers(): Promise<ContainerState[]> {
		return await projectContainers(this.machine.engine, this.machine.project);
	}

	private async docker(...parameters: string[]) {
		return await execa('docker', parameters, { env: this.machine.engine.environment });
	}
}

import type { Readable } from 'node:stream';

import { execa } from 'execa';

import { projectContainers } from '../../stack/engine/containers.ts';
import { findEngine, type Engine } from '../../stack/engine/find.ts';
import type { ServiceName } from '../../stack/services.ts';

/** The containers of a project's services, by the engine that runs them: for faults and for what only they know. */
export class Containers {
	private readonly stopped = new Set<string>();
	private readonly paused = new Set<string>();
	private readonly engine: Engine;
	private readonly project: string;

	private constructor(engine: Engine, project: string) {
		this.engine = engine;
		this.project = project;
	}

	static async of(project: string): Promise<Containers> {
		const engine = await findEngine();
		if (typeof engine === 'string') throw new Error(`No container engine answers (${engine}); start one, then run this again.`);
		return new Containers(engine, project);
	}

	/** Runs a program in a service's container and gives what it printed. */
	async exec(service: ServiceName, command: readonly string[], input?: Readable): Promise<string> {
		return await this.docker(['exec', ...(input ? ['--interactive'] : []), await this.container(service), ...command], input);
	}

	/** Stops a service until {@link resume}. */
	async stop(service: ServiceName): Promise<void> {
		const container = await this.container(service);
		this.stopped.add(container);
		await this.docker(['stop', container]);
	}

	/** Ends a service at once, as a failing machine does, until {@link resume}. */
	async kill(service: ServiceName): Promise<void> {
		const container = await this.container(service);
		this.stopped.add(container);
		await this.docker(['kill', '--signal', 'KILL', container]);
	}

	/** Lets a service take connections and answer none, until {@link resume}. */
	async pause(service: ServiceName): Promise<void> {
		const container = await this.container(service);
		this.paused.add(container);
		await this.docker(['pause', container]);
	}

	/** Starts what was stopped, and lets go on what was paused; that it answers again is to be waited for. */
	async resume(): Promise<void> {
		for (const container of this.paused) {
			await this.docker(['unpause', container]);
			this.paused.delete(container);
		}
		for (const container of this.stopped) {
			await this.docker(['start', container]);
			this.stopped.delete(container);
		}
	}

	private async container(service: ServiceName): Promise<string> {
		const found = (await projectContainers(this.engine, this.project)).find((container) => container.service === service);
		if (found === undefined) {
			throw new Error(`${service} does not run as a container of ${this.project}; this scenario needs the stack's own.`);
		}
		return found.id;
	}

	private async docker(args: readonly string[], input?: Readable): Promise<string> {
		const { stdout } = await execa('docker', args, { env: this.engine.environment, ...(input && { input }) });
		return stdout;
	}
}

import type { Readable } from 'node:stream';

import { execa } from 'execa';

import { type ContainerState, lastLines, projectContainers } from '../../stack/engine/containers.ts';
import { findEngine, type Engine } from '../../stack/engine/find.ts';
import { n8nServices, type ServiceName } from '../../stack/services.ts';

/** How many of a worker's last lines are looked at. */
const LINES = 1_000;

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
		const [container] = await this.found([service]);
		return await this.execIn(container.id, command, input);
	}

	/** The same in each container that n8n runs in: its workers and its webhook process have their own. */
	async execInN8n(command: readonly string[]): Promise<string[]> {
		return await Promise.all((await this.found(n8nServices)).map(async ({ id }) => await this.execIn(id, command)));
	}

	/** Stops a service until {@link resume}. */
	async stop(service: ServiceName): Promise<void> {
		await this.end(['stop'], await this.found([service]));
	}

	/** Ends a service at once, as a failing machine does, until {@link resume}. */
	async kill(service: ServiceName): Promise<void> {
		await this.killAll(await this.found([service]));
	}

	/** Ends all of n8n at once, until {@link resume}. */
	async killN8n(): Promise<void> {
		await this.killAll(await this.found(n8nServices));
	}

	/** Ends that worker of n8n at once that is at an execution, until {@link resume}. */
	async killWorkerAt(execution: string): Promise<void> {
		await this.killAll([await this.workerAt(execution)]);
	}

	/** Lets a service take connections and answer none, until {@link resume}. */
	async pause(service: ServiceName): Promise<void> {
		await this.pauseAll(await this.found([service]));
	}

	/** Lets that worker of n8n do nothing that is at an execution, until {@link resume}. */
	async pauseWorkerAt(execution: string): Promise<void> {
		await this.pauseAll([await this.workerAt(execution)]);
	}

	/** Whether a worker of n8n has ended an execution, in whatever way. */
	async hasEnded(execution: string): Promise<boolean> {
		const { id } = await this.workerAt(execution);
		const ended = new RegExp(`Worker (?:finished|errored while running) execution ${execution} `);
		return (await lastLines(this.engine, id, LINES)).some((line) => ended.test(line));
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

	private async workerAt(execution: string): Promise<ContainerState> {
		for (const worker of await this.found(['n8n-worker'])) {
			const lines = await lastLines(this.engine, worker.id, LINES);
			if (lines.some((line) => line.includes(`Worker started execution ${execution} `))) return worker;
		}
		throw new Error(`No worker says that it has begun with execution ${execution}.`);
	}

	private async killAll(containers: readonly ContainerState[]): Promise<void> {
		await this.end(['kill', '--signal', 'KILL'], containers);
	}

	private async pauseAll(containers: readonly ContainerState[]): Promise<void> {
		for (const { id } of containers) {
			this.paused.add(id);
			await this.docker(['pause', id]);
		}
	}

	private async end(command: readonly string[], containers: readonly ContainerState[]): Promise<void> {
		const ids = containers.map(({ id }) => id);
		for (const id of ids) this.stopped.add(id);
		await this.docker([...command, ...ids]);
	}

	private async execIn(container: string, command: readonly string[], input?: Readable): Promise<string> {
		return await this.docker(['exec', ...(input ? ['--interactive'] : []), container, ...command], input);
	}

	/** The containers of services, in the order of these; the first service has one at least. */
	private async found(services: readonly ServiceName[]): Promise<[ContainerState, ...ContainerState[]]> {
		const all = await projectContainers(this.engine, this.project);
		const [first, ...others] = services.flatMap((service) => all.filter((container) => container.service === service));
		if (first === undefined) {
			throw new Error(`${services[0]} does not run as a container of ${this.project}; this scenario needs the stack's own.`);
		}
		return [first, ...others];
	}

	private async docker(args: readonly string[], input?: Readable): Promise<string> {
		const { stdout } = await execa('docker', args, { env: this.engine.environment, ...(input && { input }) });
		return stdout;
	}
}

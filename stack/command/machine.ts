import { currentEnvironment, type Environment, keptEnvironment, projectEnvironment } from '../environment.ts';
import type { Log } from '../engine/apt.ts';
import { type Compose, provideCompose } from '../engine/compose.ts';
import { type Engine, findEngine } from '../engine/find.ts';
import { provideEngine } from '../engine/provide.ts';
import { n8nEnvironment } from '../n8n/workers.ts';
import { projectPaths } from '../project.ts';
import { projectSecrets } from '../secrets.ts';
import { type System, systems, systemsNamed } from '../services.ts';

/** Options that every command takes. */
export interface ProjectOptions {
	project: string;
}

/** Options of commands that start something. */
export interface StartOptions extends ProjectOptions {
	/** Systems to start, separated by commas; all when missing. */
	only?: string;
	/** The vendors' own images instead of those built here. */
	vendor?: boolean;
	/** How many workers n8n is to have, none for one process; as many as it has when missing. */
	workers?: number;
}

/** A project on an engine that answers. */
export interface Machine {
	project: string;
	engine: Engine;
	compose: Compose;
	environment: Environment;
	vendor: boolean;
}

/** Systems that a start is to bring up. */
export function wantedSystems({ only }: StartOptions): readonly System[] {
	return only === undefined ? systems : systemsNamed(only.split(',').map((name) => name.trim()).filter(Boolean));
}

/** The machine for a start: the engine is installed and started where need be, the environment made from ours. */
export async function provideMachine(options: StartOptions, log: Log): Promise<Machine> {
	const { package: packageDirectory } = await projectPaths(options.project);
	const request = { workers: options.workers, isStarted: wantedSystems(options).some(({ name }) => name === 'n8n') };
	const environment: Environment = {
		...projectEnvironment(options.project, await projectSecrets(options.project), process.env),
		CIM_PACKAGE_DIR: packageDirectory,
		...n8nEnvironment(options.project, request, await keptEnvironment(options.project)),
		...(options.vendor ? { CIM_VENDOR: '1' } : {}),
	};
	const engine = await provideEngine(log);
	const vendor = options.vendor ?? false;
	const compose = await provideCompose(engine, { project: options.project, vendor, environment }, log);
	return { project: options.project, engine, compose, environment, vendor };
}

/** The machine as it runs: its last start's environment. Undefined when no engine answers, so that nothing can run. */
export async function runningMachine({ project }: ProjectOptions): Promise<Machine | undefined> {
	const engine = await findEngine();
	if (typeof engine === 'string') return undefined;
	const environment = await currentEnvironment(project);
	const vendor = environment.CIM_VENDOR === '1';
	const compose = await provideCompose(engine, { project, vendor, environment }, () => undefined);
	return { project, engine, compose, environment, vendor };
}

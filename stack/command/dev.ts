import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { execa } from 'execa';

import { duration } from '../build/buildOutput.ts';
import { packPackage } from '../build/package.ts';
import { projectContainers } from '../engine/containers.ts';
import { repository } from '../project.ts';
import { n8nServices } from '../services.ts';
import { serviceContainer } from './container.ts';
import { interruption } from './foreground.ts';
import { type Machine, type ProjectOptions, runningMachine } from './machine.ts';

/** Editors write a file in several steps; a branch switch writes many. */
const settleTime = 300;
const restartTimeout = 120_000;

/** `npm run dev`: rebuilds the package on each change and reloads it into the running n8n, until Ctrl-C. */
export async function dev({ project }: ProjectOptions): Promise<number> {
	const machine = await runningMachine({ project });
	if (!machine) throw new Error('No container engine answers. Start the stack first, in another terminal: npm start');
	serviceContainer('n8n', await projectContainers(machine.engine, project));
	const signal = interruption();
	const folders = ['nodes', 'credentials', 'types'].filter((folder) => existsSync(join(repository, folder)));
	const changes = changesOf(folders, signal);
	console.log(`Watching ${folders.join(', ')}. Ctrl-C ends it.`);
	for (;;) {
		await reload(machine, signal);
		const changed = await changes();
		if (signal.aborted) return 0;
		console.log(`${changed} changed`);
	}
}

/** @returns a function that waits for the next change, once no further one follows it closely */
function changesOf(folders: readonly string[], signal: AbortSignal): () => Promise<string> {
	let changed: string | undefined;
	let wake = (): void => undefined;
	for (const folder of folders) {
		watch(join(repository, folder), { recursive: true, signal }, (_, file) => {
			changed = join(folder, file ?? '');
			wake();
		});
	}
	signal.addEventListener('abort', () => wake());
	return async () => {
		while (changed === undefined && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
		let last: string | undefined;
		while (changed !== undefined) {
			last = changed;
			changed = undefined;
			await pause(settleTime);
		}
		return last ?? '';
	};
}

async function reload({ engine, project }: Machine, signal: AbortSignal): Promise<void> {
	const start = Date.now();
	try {
		const before = Date.now();
		const { fresh } = await packPackage(project, () => undefined, 'quick');
		if (!fresh) return;
		const built = Date.now() - before;
		const ids = (await projectContainers(engine, project)).filter(({ service }) => n8nServices.includes(service)).map(({ id }) => id);
		await execa('docker', ['restart', '--time', '10', ...ids], { env: engine.environment });
		await untilHealthy({ engine, project }, signal);
		console.log(`n8n runs the new package after ${duration(Date.now() - start)} (built in ${duration(built)})`);
	} catch (error) {
		if (!signal.aborted) console.error((error as Error).message);
	}
}

async function untilHealthy({ engine, project }: Pick<Machine, 'engine' | 'project'>, signal: AbortSignal) {
	for (const deadline = Date.now() + restartTimeout; Date.now() < deadline; await pause(500)) {
		signal.throwIfAborted();
		const own = (await projectContainers(engine, project)).filter(({ service }) => n8nServices.includes(service));
		if (own.length > 0 && own.every(({ status, health }) => status === 'running' && health === 'healthy')) return;
	}
	throw new Error('n8n did not get healthy again. See: npm run stack -- logs n8n');
}

import { join } from 'node:path';

import { provideBaseImage } from '../build/baseImage.ts';
import { atOnce, buildPlanned, inBuildOrder, planImage } from '../build/images.ts';
import { projectPaths } from '../project.ts';
import { imageOf, type ImageName, imageVariable, type ServiceName } from '../services.ts';
import type { Machine } from './machine.ts';
import { narrate, type Step, type Task } from './narrate.ts';

/** Images of the services, and what to do when one of them cannot be had. */
export interface ImagesInput {
	machine: Machine;
	services: readonly ServiceName[];
	/** Ends the builds. */
	signal: AbortSignal;
	/** Told for each image that could not be built. */
	onFailure: (image: ImageName, reason: string) => void;
}

/**
 * Builds the images that are missing, each as a task of its own, and puts every reference into the machine's
 * environment. One that cannot be built keeps only those that need it from starting.
 */
export async function imagesTask<Context>(task: Task<Context>, { machine, services, signal, onFailure }: ImagesInput) {
	const { logs } = await projectPaths(machine.project);
	const { engine, environment } = machine;
	const base = await narrate(task, 'base', (log) => provideBaseImage(engine, { logFile: join(logs, 'build-base.log'), log, signal }));
	const names = inBuildOrder([...new Set(services.map(imageOf))]);
	const missing: Step<Context>[] = [];
	for (const name of names) {
		try {
			const planned = await planImage(engine, name, base);
			environment[imageVariable(name)] = planned.reference;
			if (planned.built) continue;
			missing.push({
				title: `Image ${name}`,
				task: async (_, imageTask) => {
					const logFile = join(logs, `build-${name}.log`);
					try {
						await narrate(imageTask, name, (log) => buildPlanned(engine, planned, { logFile, log, signal }));
					} catch (error) {
						onFailure(name, `its image does not build, see ${logFile}`);
						throw error;
					}
				},
			});
		} catch (error) {
			onFailure(name, `its image cannot be built: ${(error as Error).message}`);
		}
	}
	task.title = missing.length === 0 ? `Images: all ${names.length} are there` : `Images: building ${missing.length}`;
	return task.newListr(missing, { concurrent: atOnce, exitOnError: false });
}

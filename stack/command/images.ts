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
	const names = inBuildOrder([...new Set(services.map(imageOf))]);
	const planned = await narrate(task, 'images', async (log) => {
		log('looking for what is built');
		const base = await provideBaseImage(engine, { logFile: join(logs, 'build-base.log'), log, signal });
		const plan = async (name: ImageName) => {
			try {
				return await planImage(engine, name, base);
			} catch (error) {
				onFailure(name, `its image cannot be built: ${(error as Error).message}`);
				return [];
			}
		};
		return (await Promise.all(names.map(plan))).flat();
	});
	for (const { name, reference } of planned) environment[imageVariable(name)] = reference;
	const missing = planned
		.filter(({ built }) => !built)
		.map((image): Step<Context> => ({
			title: `Image ${image.name}`,
			task: async (_, imageTask) => {
				const logFile = join(logs, `build-${image.name}.log`);
				try {
					await narrate(imageTask, image.name, (log) => buildPlanned(engine, image, { logFile, log, signal }));
				} catch (error) {
					const [reason] = (error as Error).message.split('\n');
					onFailure(image.name, `its image does not build: ${reason}; see ${logFile}`);
					throw error;
				}
			},
		}));
	task.title = missing.length === 0 ? `Images: all ${names.length} are there` : `Images: ${missing.length} to build`;
	return task.newListr(missing, { concurrent: atOnce, exitOnError: false });
}

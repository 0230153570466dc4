import { packPackage } from '../build/package.ts';
import { servicesHere } from '../environment.ts';
import { interruption } from './foreground.ts';
import { imagesTask } from './images.ts';
import { type Machine, provideMachine, type StartOptions, wantedSystems } from './machine.ts';
import { narrate, runSteps, type Step } from './narrate.ts';

interface BuildContext {
	machine?: Machine;
}

/** `stack build`: images and package, nothing started. */
export async function build(options: StartOptions): Promise<number> {
	const signal = interruption();
	const failed: string[] = [];
	const steps: Step<BuildContext>[] = [
		{
			title: 'Container engine',
			task: async (context, task) => {
				context.machine = await narrate(task, 'engine', (log) => provideMachine(options, log));
			},
		},
		{
			title: 'Images',
			task: ({ machine }, task) => {
				if (!machine) throw new Error('There is no machine.');
				const services = servicesHere(wantedSystems(options), machine.environment);
				const onFailure = (image: string, reason: string) => failed.push(`${image}: ${reason}`);
				return imagesTask(task, { machine, services, signal, onFailure });
			},
		},
		{
			title: 'Package n8n-nodes-cim',
			task: async (_, task) => {
				const { path } = await narrate(task, 'package', (log) => packPackage(options.project, log));
				task.title = `Package ${path}`;
			},
		},
	];
	await runSteps(steps, {});
	for (const line of failed) console.error(line);
	return failed.length === 0 ? 0 : 1;
}

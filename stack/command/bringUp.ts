import { packPackage } from '../build/package.ts';
import { projectContainers } from '../engine/containers.ts';
import { takeDown } from '../engine/takeDown.ts';
import { servicesHere } from '../environment.ts';
import { type ImageName, n8nServices, type ServiceName, type System, systemOf } from '../services.ts';
import { imagesTask } from './images.ts';
import { type Machine, provideMachine, type StartOptions, wantedSystems } from './machine.ts';
import { narrate, runSteps, type Step, type Task } from './narrate.ts';
import { systemsTask } from './systems.ts';

/** What a start brought up, and what it did not. */
export interface BroughtUp {
	machine: Machine;
	wanted: readonly System[];
	/** Services that ran before. */
	ranBefore: readonly ServiceName[];
	/** Why a system did not start, by its name. */
	failures: Map<string, string>;
}

/** A start under way. */
export type Draft = Partial<BroughtUp> & Pick<BroughtUp, 'wanted' | 'failures'>;

/**
 * Engine, images, package, services, example data, n8n's accounts and workflows: whatever is missing. A system that
 * does not come up does not keep the others from it.
 * @param found told the machine as soon as it is known, so that an interrupted start can be taken down
 * @throws ActionNeeded when there is no engine and only the user can provide one
 */
export async function bringUp(
	options: StartOptions,
	signal: AbortSignal,
	found: (machine: Machine, ranBefore: readonly ServiceName[]) => void = () => undefined,
): Promise<BroughtUp> {
	const draft: Draft = { wanted: wantedSystems(options), failures: new Map() };
	const steps: Step<Draft>[] = [
		{ title: 'Container engine', task: (_, task) => engineTask(task, options, draft, found) },
		{ title: 'Images and package', task: (_, task) => preparationTask(task, machineOf(draft), draft, signal) },
		{ title: 'Systems', task: (_, task) => systemsTask(task, machineOf(draft), draft, signal) },
	];
	await runSteps(steps, draft);
	signal.throwIfAborted();
	const { ranBefore = [], wanted, failures } = draft;
	return { machine: machineOf(draft), wanted, ranBefore, failures };
}

function machineOf({ machine }: Draft): Machine {
	if (!machine) throw new Error('There is no machine yet.');
	return machine;
}

async function engineTask(
	task: Task<Draft>,
	options: StartOptions,
	draft: Draft,
	found: (machine: Machine, ranBefore: readonly ServiceName[]) => void,
): Promise<void> {
	const machine = await narrate(task, 'engine', (log) => provideMachine(options, log));
	const containers = await projectContainers(machine.engine, machine.project);
	const ranBefore = containers.filter(({ status }) => status === 'running').map(({ service }) => service);
	task.title = `Container engine: ${machine.engine.description}, ${machine.compose.description}`;
	Object.assign(draft, { machine, ranBefore });
	found(machine, ranBefore);
}

function preparationTask(task: Task<Draft>, machine: Machine, draft: Draft, signal: AbortSignal) {
	signal.throwIfAborted();
	const { wanted, failures, ranBefore } = draft;
	const services = servicesHere(wanted, machine.environment);
	const parts: Step<Draft>[] = [
		{
			title: 'Images',
			enabled: () => !machine.vendor,
			task: (_, part) => {
				const onFailure = (image: ImageName, reason: string) => failures.set(systemOf(image).name, reason);
				return imagesTask(part, { machine, services, signal, onFailure });
			},
		},
		{
			title: 'Package n8n-nodes-cim',
			enabled: () => services.includes('n8n'),
			task: async (_, part) => {
				try {
					const { fresh } = await narrate(part, 'package', (log) => packPackage(machine.project, log));
					// A running n8n takes a new package only when it starts.
					if (fresh && ranBefore?.includes('n8n')) await takeDown(machine.engine, machine.project, { only: n8nServices });
				} catch (error) {
					failures.set('n8n', 'the package does not build');
					throw error;
				}
			},
		},
	];
	return task.newListr(parts, { concurrent: true, exitOnError: false });
}

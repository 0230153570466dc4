import { execa } from 'execa';

import { type ContainerState, projectContainers } from '../engine/containers.ts';
import { ownServices, systemsNamed } from '../services.ts';
import { type Machine, type ProjectOptions, runningMachine } from './machine.ts';
import { canColour } from './terminal.ts';

/** `stack logs`: what the services of some systems, or of all, wrote. */
export async function logs(
	names: readonly string[],
	{ project, follow, tail }: ProjectOptions & { follow?: boolean; tail: string },
): Promise<number> {
	const machine = await mustRun({ project });
	const containers = await projectContainers(machine.engine, project);
	if (containers.length === 0) throw new Error(`There is no container of project ${project}, so there are no logs. Start it with: npm start`);
	const services = names.flatMap((name): readonly string[] => {
		const [system] = systemsNamed([name]);
		if (system?.name !== name) return [name];
		const there = ownServices(system).filter((service) => containers.some((container) => container.service === service));
		return there.length > 0 ? there : system.services;
	});
	const options = [...(follow ? ['--follow'] : []), ...(canColour() ? [] : ['--no-color'])];
	return machine.compose.attach(['logs', '--tail', tail, ...options, ...services]);
}

/** `stack exec`: runs a command in a system's container, with our terminal where there is one. */
export async function exec(name: string, command: readonly string[], { project }: ProjectOptions): Promise<number> {
	const { engine } = await mustRun({ project });
	const [separator, ...behind] = command;
	const words = separator === '--' ? behind : command;
	const container = serviceContainer(name, await projectContainers(engine, project));
	const terminal = process.stdin.isTTY && process.stdout.isTTY ? ['--tty'] : [];
	const { exitCode } = await execa('docker', ['exec', '--interactive', ...terminal, container.id, ...words], {
		env: engine.environment,
		stdio: 'inherit',
		reject: false,
	});
	return exitCode ?? 1;
}

/** The running container of a service, or of a system's first service. */
export function serviceContainer(name: string, containers: readonly ContainerState[]): ContainerState {
	const [system] = systemsNamed([name]);
	const service = system?.name === name ? system.services[0] : name;
	if (containers.length === 0) throw new Error(`${name} does not run, nor does anything else of this project. Start it with: npm start`);
	const container = containers.find((candidate) => candidate.service === service && candidate.status === 'running');
	if (!container) throw new Error(`${name} does not run. Start it with: npm run stack -- up --only ${system?.name}`);
	return container;
}

/**
 * The machine of a command that needs something to run.
 * @throws Error that says how to start it, when no engine answers
 */
export async function mustRun(options: ProjectOptions): Promise<Machine> {
	const machine = await runningMachine(options);
	if (!machine) throw new Error('No container engine answers, so nothing runs. Start the stack with: npm start');
	return machine;
}

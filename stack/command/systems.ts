import { writePrivateFile } from '../atomicFile.ts';
import { connectionsIn, endpointUrl } from '../connections.ts';
import { takenPorts } from '../engine/checkPorts.ts';
import { projectContainers } from '../engine/containers.ts';
import { startServices } from '../engine/startServices.ts';
import { endpointsOf, keepEnvironment, runsElsewhere, servicesHere, servicesOf, workersIn } from '../environment.ts';
import { askIdentity } from '../identity.ts';
import { provisionN8n } from '../n8n/provision.ts';
import { projectPaths } from '../project.ts';
import { seededSystems, seedSystem } from '../seed/index.ts';
import type { ServiceName, System } from '../services.ts';
import type { Draft } from './bringUp.ts';
import type { Machine } from './machine.ts';
import { narrate, type Step, type Task } from './narrate.ts';

/** Starts the wanted systems side by side, each with what makes it ready for use. */
export async function systemsTask(task: Task<Draft>, machine: Machine, draft: Draft, signal: AbortSignal) {
	signal.throwIfAborted();
	const { engine, project, environment } = machine;
	await keepEnvironment(project, environment);
	await writePrivateFile((await projectPaths(project)).cephAuthority, connectionsIn(environment, 'host').cephDashboard.caCertificate);
	for (const [system, reason] of await takenPorts(engine, project, draft.wanted, environment)) {
		draft.failures.set(system.name, reason);
	}
	const startable = draft.wanted.filter(({ name }) => !draft.failures.has(name));
	const services = startServices({
		...machine,
		services: servicesHere(startable, environment),
		workers: workersIn(environment),
		signal,
		log: (line) => (task.output = line),
	});
	const tasks = draft.wanted.map((system): Step<Draft> => ({
		title: system.displayName,
		task: async (_, systemTask) => {
			try {
				const reason = draft.failures.get(system.name);
				if (reason) throw new Error(reason);
				await narrate(systemTask, system.displayName, (log) => bringIn(system, machine, services, log));
			} catch (error) {
				if (!draft.failures.has(system.name)) draft.failures.set(system.name, (error as Error).message);
				throw error;
			}
		},
	}));
	return task.newListr(tasks, { concurrent: true, exitOnError: false });
}

/** Waits for what answers requests first: example data can go in while a worker still starts. */
async function bringIn(
	system: System,
	machine: Machine,
	services: ReadonlyMap<ServiceName, Promise<void>>,
	log: (line: string) => void,
): Promise<void> {
	if (runsElsewhere(system, machine.environment)) {
		log('runs elsewhere: asking it who it is');
		const connections = connectionsIn(machine.environment, 'host');
		for (const { id, displayName } of endpointsOf(system, machine.environment)) {
			await askIdentity[id](connections).catch((error: unknown) => {
				const url = endpointUrl(id, machine.environment, 'host');
				throw new Error(`${displayName} does not answer at ${url}: ${(error as Error).message}`);
			});
		}
		await makeReady(system, machine, log);
		return;
	}
	log('starting');
	const own = servicesOf(system, machine.environment);
	const answering = own.filter((service) => system.endpoints.some((endpoint) => endpoint.service === service && !endpoint.withWorkers));
	await healthy(answering, services);
	await makeReady(system, machine, log);
	log('waiting for its other services');
	await healthy(own, services);
}

async function healthy(names: readonly ServiceName[], services: ReadonlyMap<ServiceName, Promise<void>>): Promise<void> {
	await Promise.all(
		names.map(async (service) => {
			try {
				await services.get(service);
			} catch (error) {
				throw new Error(`${service} did not start: ${(error as Error).message}`);
			}
		}),
	);
}

/** Example data, and for n8n its accounts, credentials and workflows. */
async function makeReady(system: System, machine: Machine, log: (line: string) => void): Promise<void> {
	const { engine, project } = machine;
	if (seededSystems.includes(system.name) && maySeed(system, machine)) {
		log('example data');
		await seedSystem(project, system.name, log);
	}
	if (system.name !== 'n8n') return;
	const container = (await projectContainers(engine, project)).find(({ service }) => service === 'n8n');
	if (!container) throw new Error('its container is gone');
	const { unpublished } = await provisionN8n({ project, engine, container: container.id, log });
	const reasons = [...unpublished].map(([id, reason]) => `workflow ${id} is not published: ${reason}`);
	if (reasons.length > 0) throw new Error(reasons.join('; '));
}

/** Somebody else's system gets example data only when that is asked for. */
function maySeed(system: System, { environment }: Machine): boolean {
	return !runsElsewhere(system, environment) || process.env.CIM_SEED_ELSEWHERE === '1';
}

import { setTimeout as pause } from 'node:timers/promises';

import { execa } from 'execa';

import { ownServices, type ServiceName, systems } from '../services.ts';
import type { Log } from './apt.ts';
import type { Compose } from './compose.ts';
import { type ContainerState, lastLines, projectContainers } from './containers.ts';
import type { Engine } from './find.ts';
import { tellingLine } from './tellingLine.ts';

export interface ServiceStart {
	engine: Engine;
	compose: Compose;
	project: string;
	services: readonly ServiceName[];
	/** How many containers of n8n's workers there are to be. */
	workers: number;
	signal: AbortSignal;
	/** Told what Compose printed when it failed. */
	log: Log;
}

/** How long a service may take from its container's start until it is healthy. */
const healthTimeout = 300_000;
/** How long a service may say that it is not healthy before that is believed. */
const unhealthyPatience = 45_000;

/**
 * Starts services all at once.
 * @returns a promise for each of them: fulfilled once it is healthy, rejected with the reason when it does not get there
 */
export function startServices(start: ServiceStart): Map<ServiceName, Promise<void>> {
	const settled = new Map(start.services.map((service) => [service, Promise.withResolvers<void>()]));
	for (const { promise } of settled.values()) promise.catch(() => undefined);
	void composeAndWatch(start, settled).catch((error: unknown) => {
		for (const { reject } of settled.values()) reject(error);
	});
	return new Map([...settled].map(([service, { promise }]) => [service, promise]));
}

type Settled = Map<ServiceName, PromiseWithResolvers<void>>;

async function composeAndWatch(start: ServiceStart, settled: Settled): Promise<void> {
	const containers = await projectContainers(start.engine, start.project);
	const ranBefore = new Set(containers.filter(({ status }) => status === 'running').map(({ id }) => id));
	await watch(start, composeUp(start), ranBefore, settled);
}

async function watch(
	start: ServiceStart,
	begun: Promise<string>,
	ranBefore: ReadonlySet<string>,
	settled: Settled,
): Promise<void> {
	let composeOutput: string | undefined;
	void begun.then(
		(output) => (composeOutput = output),
		(error: unknown) => (composeOutput = String(error)),
	);
	const unhealthySince = new Map<ServiceName, number>();
	const deadline = Date.now() + healthTimeout;
	for (const waiting = new Set(start.services); waiting.size > 0; await pause(1_000)) {
		start.signal.throwIfAborted();
		const containers = await projectContainers(start.engine, start.project);
		for (const service of waiting) {
			const isLate = Date.now() > deadline;
			const { container, outcome } = judgeAll(
				containers.filter((candidate) => candidate.service === service),
				service === 'n8n-worker' ? start.workers : 1,
				(candidate) => judge(candidate, { composeOutput, isLate, isOld: candidate !== undefined && ranBefore.has(candidate.id) }),
			);
			if (outcome === 'unhealthy') {
				if (!unhealthySince.has(service)) unhealthySince.set(service, Date.now());
				if (Date.now() - (unhealthySince.get(service) ?? 0) < unhealthyPatience) continue;
			} else {
				unhealthySince.delete(service);
			}
			if (outcome === 'waiting') continue;
			waiting.delete(service);
			if (outcome === 'healthy') settled.get(service)?.resolve();
			else settled.get(service)?.reject(new Error(await explain(start.engine, container, outcome)));
		}
	}
}

interface Circumstances {
	/** What Compose printed, once it has ended. */
	composeOutput: string | undefined;
	isLate: boolean;
	/** Whether the container ran before: Compose may still put a new one in its place. */
	isOld: boolean;
}

/**
 * What the states of a service's containers mean together: the worst that is said of one of them.
 * @param count how many there are to be
 */
export function judgeAll(
	containers: readonly ContainerState[],
	count: number,
	judgeOne: (container: ContainerState | undefined) => string,
): { container: ContainerState | undefined; outcome: string } {
	const missing = Array.from({ length: Math.max(0, count - containers.length) }, () => undefined);
	const judged = [...containers, ...missing].map((container) => ({ container, outcome: judgeOne(container) }));
	const severity = ({ outcome }: { outcome: string }) => ['healthy', 'waiting', 'unhealthy'].indexOf(outcome);
	const failed = judged.find((one) => severity(one) === -1);
	return failed ?? judged.reduce((worst, one) => (severity(one) > severity(worst) ? one : worst));
}

/** What a container's state means: `healthy`, `waiting`, `unhealthy`, or else the reason why it failed. */
export function judge(container: ContainerState | undefined, { composeOutput, isLate, isOld }: Circumstances): string {
	const composeEnded = composeOutput !== undefined;
	if (!container) return composeEnded ? `no container was made: ${lastError(composeOutput)}` : 'waiting';
	if (isOld && !composeEnded && !isLate) return 'waiting';
	const { status, health, error, exitCode, restarts } = container;
	if (status === 'running' && (health === 'healthy' || health === 'none')) return 'healthy';
	if (status === 'restarting' && restarts >= 3) return `it ended ${restarts} times, last with exit code ${exitCode}`;
	if (composeEnded && status === 'created') return error || `it was not started: ${lastError(composeOutput)}`;
	if (composeEnded && (status === 'exited' || status === 'dead')) return `it ended with exit code ${exitCode}`;
	if (isLate) return `it was not healthy within ${healthTimeout / 1000} s`;
	return status === 'running' && health === 'unhealthy' ? 'unhealthy' : 'waiting';
}

function lastError(composeOutput: string): string {
	const lines = composeOutput.split('\n').map((line) => line.trim()).filter(Boolean);
	return lines.findLast((line) => /error|cannot|failed|denied|invalid/i.test(line)) ?? lines.at(-1) ?? 'no word why';
}

async function explain(engine: Engine, container: ContainerState | undefined, outcome: string): Promise<string> {
	if (!container) return outcome;
	const line = tellingLine(await lastLines(engine, container.id, 40));
	const said = outcome === 'unhealthy' && container.healthOutput ? container.healthOutput.split('\n').at(-1) : line;
	const reason = outcome === 'unhealthy' ? 'its health check fails' : outcome;
	return said ? `${reason}: ${said.slice(0, 200)}` : reason;
}

/**
 * `compose up` for all services; where that fails, for each system by itself, since a failure of one makes Compose 2
 * leave the others.
 * @returns what Compose printed
 */
async function composeUp(start: ServiceStart): Promise<string> {
	const { engine, compose, project, services, workers, log } = start;
	await removeUnusable(engine, project);
	const first = await compose.run(upCommand(services, workers));
	if (!first.failed) return first.output;
	log(`Compose: ${lastError(first.output)}`);
	// Compose 1.29 cannot replace a container whose image a newer engine built. Data are in volumes: make it anew.
	if (first.output.includes('ContainerConfig')) {
		await removeContainers(engine, await projectContainers(engine, project));
	}
	const outputs = [first.output];
	for (const system of systems) {
		start.signal.throwIfAborted();
		const own = ownServices(system).filter((service) => services.includes(service));
		if (own.length > 0) outputs.push((await compose.run(upCommand(own, workers))).output);
	}
	return outputs.join('\n');
}

function upCommand(services: readonly ServiceName[], workers: number): string[] {
	const scale = services.includes('n8n-worker') ? ['--scale', `n8n-worker=${workers}`] : [];
	return ['up', '--detach', '--no-build', '--remove-orphans', ...scale, ...services];
}

/** Containers that a killed engine left in a state from which none can be started. */
async function removeUnusable(engine: Engine, project: string): Promise<void> {
	const containers = await projectContainers(engine, project);
	await removeContainers(engine, containers.filter(({ status }) => status === 'dead' || status === 'removing'));
}

async function removeContainers(engine: Engine, containers: readonly ContainerState[]): Promise<void> {
	if (containers.length === 0) return;
	const ids = containers.map(({ id }) => id);
	await execa('docker', ['rm', '--force', ...ids], { env: engine.environment, reject: false });
}

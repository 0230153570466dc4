import { ownDaemon } from '../engine/daemon.ts';
import { projectContainers } from '../engine/containers.ts';
import { duration } from '../build/buildOutput.ts';
import { projectPaths } from '../project.ts';
import type { ServiceName } from '../services.ts';
import { type BroughtUp, bringUp } from './bringUp.ts';
import { holdForeground, interruption } from './foreground.ts';
import type { Machine, StartOptions } from './machine.ts';
import { firstProcessCall, renderRows, reportRows } from './report.ts';
import { stopProject } from './stop.ts';
import { watchContainers } from './watchContainers.ts';

/**
 * `npm start`: brings everything up, tells where it is, and stays until Ctrl-C, which stops what it started.
 * @returns the exit code
 */
export async function start(options: StartOptions): Promise<number> {
	const hold = await holdForeground(options.project);
	const signal = interruption();
	let started: { machine: Machine; ranBefore: readonly ServiceName[] } | undefined;
	try {
		const begin = Date.now();
		const broughtUp = await bringUp(options, signal, (machine, ranBefore) => {
			started = { machine, ranBefore: hold.inherited ? [] : ranBefore };
		});
		console.log(await summary(broughtUp, Date.now() - begin));
		console.log('\nCtrl-C stops it.');
		const end = await watchContainers(broughtUp.machine, signal, (line) => console.log(line));
		if (end === 'interrupted') return 0;
		console.error('The container engine has gone: start again to clean up and go on.');
		return 1;
	} catch (error) {
		if (signal.aborted) return 130;
		throw error;
	} finally {
		if (started) await stopStarted(started.machine, started.ranBefore);
		await hold.release();
	}
}

/** `stack up`: the same, but leaves it running. */
export async function up(options: StartOptions): Promise<number> {
	const begin = Date.now();
	const broughtUp = await bringUp(options, interruption());
	console.log(await summary(broughtUp, Date.now() - begin));
	return broughtUp.failures.size === 0 ? 0 : 1;
}

/** The table, the call to try first, and how long it took. */
export async function summary({ machine, wanted, failures }: BroughtUp, milliseconds: number): Promise<string> {
	const paths = await projectPaths(machine.project);
	const rows = await reportRows(machine, wanted, failures);
	const lines = ['', renderRows(rows, machine.project, paths)];
	if (rows.some(({ system, ok }) => system.name === 'n8n' && ok)) {
		lines.push('', 'Publish a document:', '', await firstProcessCall(machine));
	}
	const failed = failures.size === 0 ? 'Ready' : `Ready but for ${[...failures.keys()].join(', ')}`;
	lines.push('', `${failed} after ${duration(milliseconds)}.`);
	return lines.join('\n');
}

async function stopStarted({ engine, project }: Machine, ranBefore: readonly ServiceName[]): Promise<void> {
	console.log('\nStopping what this command started …');
	if (ranBefore.length > 0) console.log(`These ran before and go on: ${ranBefore.join(', ')}`);
	try {
		const containers = await projectContainers(engine, project);
		const mine = containers.map(({ service }) => service).filter((service) => !ranBefore.includes(service));
		console.log(await stopProject(engine, project, ranBefore.length > 0 ? { only: mine } : {}));
	} catch (error) {
		const daemon = (await ownDaemon()) === undefined ? 'dockerd does not run' : 'dockerd does not answer';
		console.error(`${daemon}, nothing more to stop: ${(error as Error).message.split('\n')[0]}`);
	}
}

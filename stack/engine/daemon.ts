import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { readIfThere } from '../atomicFile.ts';
import { engineDirectory } from '../project.ts';
import type { Log } from './apt.ts';
import { type Engine, engineAt } from './find.ts';
import { programOf, recordedProcess, recordProcess } from './process.ts';

/** Which dockerd to start; the standard one serves every project, tests start another beside it. */
export interface DaemonOptions {
	/** Socket that the client asks; dockerd listens on it. */
	socket: string;
	/** dockerd's pid file. */
	pidFile: string;
	/** Directory of dockerd's run-time state; its containerd keeps a pid file below. */
	execRoot: string;
	/** Further arguments of dockerd. */
	arguments: readonly string[];
	/** Where its log and our record of it are kept. */
	directory: string;
}

export const standardDaemon: DaemonOptions = {
	socket: '/var/run/docker.sock',
	pidFile: '/var/run/docker.pid',
	execRoot: '/var/run/docker',
	arguments: [],
	directory: engineDirectory,
};

const startTimeout = 60_000;
const stopTimeout = 90_000;

/**
 * Starts dockerd outside of our process group, so that Ctrl-C does not reach it, and waits until it answers. What a
 * killed one left behind is cleaned first; one that is still starting is waited for.
 * @throws Error with the end of its log when it does not come up
 */
export async function startDaemon(log: Log, options: DaemonOptions = standardDaemon): Promise<Engine> {
	await mkdir(options.directory, { recursive: true, mode: 0o700 });
	const logFile = join(options.directory, 'dockerd.log');
	if (await isStale(options.pidFile, 'dockerd')) {
		log('An earlier dockerd was killed: removing what it left');
		await rm(options.pidFile, { force: true });
	}
	const containerdPid = join(options.execRoot, 'containerd', 'containerd.pid');
	if (await isStale(containerdPid, 'containerd')) await rm(containerdPid, { force: true });

	const running = await runningProcess(options.pidFile);
	if (running === undefined) await launch(options, logFile);
	else log(`dockerd (process ${running}) is there but does not answer yet: waiting for it`);

	const engine = await waitForAnswer(options);
	if (engine) return engine;
	const tail = (await readIfThere(logFile))?.split('\n').slice(-10).join('\n') ?? '';
	throw new Error(`dockerd did not answer within ${startTimeout / 1000} s. End of ${logFile}:\n${tail}`);
}

async function launch(options: DaemonOptions, logFile: string): Promise<void> {
	const output = await open(logFile, 'a', 0o600);
	const child = spawn('dockerd', ['--host', `unix://${options.socket}`, ...options.arguments], {
		detached: true,
		stdio: ['ignore', output.fd, output.fd],
	});
	try {
		await once(child, 'spawn');
	} finally {
		await output.close();
	}
	child.unref();
	if (child.pid !== undefined) await recordProcess(recordPath(options), child.pid);
}

async function waitForAnswer(options: DaemonOptions): Promise<Engine | undefined> {
	const environment: Record<string, string> =
		options.socket === standardDaemon.socket ? {} : { DOCKER_HOST: `unix://${options.socket}` };
	for (const deadline = Date.now() + startTimeout; Date.now() < deadline; await pause(300)) {
		const engine = await engineAt(environment);
		if (typeof engine !== 'string') return engine;
	}
	return undefined;
}

/**
 * Records a dockerd that came up while we installed it (some machines start services from their packages) as ours.
 * Nothing to record when it is another init's.
 */
export async function adoptDaemon(options: DaemonOptions = standardDaemon): Promise<void> {
	const pid = await runningProcess(options.pidFile);
	if (pid === undefined) return;
	await mkdir(options.directory, { recursive: true, mode: 0o700 });
	await recordProcess(recordPath(options), pid);
}

/** Id of the dockerd that a command of this tree started, if it still runs. */
export function ownDaemon(options: DaemonOptions = standardDaemon): Promise<number | undefined> {
	return recordedProcess(recordPath(options));
}

/** Stops the dockerd that we started, and only that one; its own containerd goes with it. */
export async function stopOwnDaemon(options: DaemonOptions = standardDaemon): Promise<'stopped' | 'not ours' | 'hangs'> {
	const pid = await ownDaemon(options);
	if (pid === undefined) return 'not ours';
	process.kill(pid, 'SIGTERM');
	for (const deadline = Date.now() + stopTimeout; Date.now() < deadline; await pause(200)) {
		if ((await ownDaemon(options)) !== undefined) continue;
		await rm(recordPath(options), { force: true });
		return 'stopped';
	}
	return 'hangs';
}

function recordPath(options: DaemonOptions): string {
	return join(options.directory, 'dockerd.json');
}

/**
 * A pid file is stale when its process is gone, is another program by now, or is dead but not yet buried by its parent:
 * dockerd takes such a containerd for alive and waits for it in vain.
 */
async function isStale(pidFile: string, program: string): Promise<boolean> {
	const content = await readIfThere(pidFile);
	return content !== undefined && (await programOf(Number.parseInt(content, 10))) !== program;
}

async function runningProcess(pidFile: string): Promise<number | undefined> {
	const content = await readIfThere(pidFile);
	return content === undefined ? undefined : Number.parseInt(content, 10);
}

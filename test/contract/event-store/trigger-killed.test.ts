import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { BACKWARDS, END } from '@eventstore/db-client';
import { buildSync } from 'esbuild';

import { numbers, OwnServer } from './support/own-server.ts';
import { until } from './support/until.ts';

const EVENTS = 400;
const KILLS = 3;
const CONCURRENCY = 10;
/** Milliseconds after which a group has written down what was acknowledged. */
const CHECKPOINT = 3_000;

const own = new OwnServer();
const children: ChildProcess[] = [];

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'listening-'));
const script = join(folder, 'listening-process.cjs');

beforeAll(async () => {
	const entryPoints = [join(import.meta.dirname, 'support/listening-process.ts')];
	buildSync({ entryPoints, outfile: script, bundle: true, packages: 'external', platform: 'node', format: 'cjs', logLevel: 'warning' });
	await own.start();
});
afterAll(async () => {
	for (const child of children) child.kill('SIGKILL');
	await own.remove();
	rmSync(folder, { recursive: true, force: true });
});

const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** Starts the process that executes events; their numbers are noted as it writes them. */
function listen(parameters: object, executed: number[]): ChildProcess {
	const child = spawn(process.execPath, [script, own.server.connectionString, JSON.stringify(parameters)], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { ...process.env, NODE_OPTIONS: '', NODE_PATH: join(root, 'node_modules') },
	});
	children.push(child);
	createInterface({ input: child.stdout }).on('line', (line) => executed.push(Number(line)));
	return child;
}

/** Up to which number all are acknowledged. */
const acknowledged = {
	persistent: async (stream: string) => Number((await own.client.getPersistentSubscriptionToStreamInfo(stream, 'killed')).stats.lastCheckpointedEventRevision ?? -1n),
	catchUp: async (stream: string) => {
		// To the end, although one is all there is: the client waits for reads that were left before.
		const revisions: number[] = [];
		for await (const { event } of own.client.readStream(`n8nCheckpoint-${stream}`, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })) {
			revisions.push(Number((event!.data as unknown as { revision: string }).revision));
		}
		return revisions[0] ?? -1;
	},
};

it.each(['persistent', 'catchUp'] as const)('a listener in mode %s that is killed again and again executes every event, and none again that it acknowledged', async (mode) => {
	const stream = `killed-${mode}`;
	for (let first = 0; first < EVENTS; first += 100) await own.append(stream, numbers(first, first + 100));
	const options = mode === 'persistent' ? { concurrency: CONCURRENCY } : { checkpointName: stream };
	const parameters = { mode, source: 'stream', stream: named(stream), group: named('killed'), startFrom: 'start', options };
	const executed: number[] = [];
	let child = listen(parameters, executed);
	const again: string[] = [];
	const marks: { before: number; mark: number }[] = [];
	for (let kill = 1; kill <= KILLS; kill++) {
		await until('some executions', () => new Set(executed).size > (EVENTS * kill) / (KILLS + 1), 60_000);
		child.kill('SIGKILL');
		await once(child, 'close');
		await sleep(CHECKPOINT);
		marks.push({ before: executed.length, mark: await acknowledged[mode](stream) });
		child = listen(parameters, executed);
	}
	await until('all executions', () => new Set(executed).size === EVENTS, 60_000);
	await sleep(200);
	for (const { before, mark } of marks) {
		expect(mark).toBeGreaterThan(0);
		again.push(...executed.slice(before).filter((number) => number <= mark).map((number) => `${number} after ${mark}`));
	}
	expect(again).toEqual([]);
	expect(executed.length).toBeLessThanOrEqual(EVENTS + KILLS * (mode === 'persistent' ? CONCURRENCY : 1));
	child.kill('SIGKILL');
	await once(child, 'close');
});

// Executes events by the Event Store Trigger while n8n is killed again and again, and counts: every event must be executed, and none
// again that was acknowledged before the kill.
//
//   node bench/restarts/main.ts --image cim/n8n:… --packages .stack/cim/package [--mode persistent|catchUp] [--events 10000] [--kills 3]
//
// With workers it is a worker that is killed, in a stack that runs (npm start -- --workers 2):
//
//   node bench/restarts/main.ts --project cim [--mode persistent|catchUp] [--events 10000] [--kills 3]
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

import { BACKWARDS, END, jsonEvent } from '@eventstore/db-client';

import { ownPlace, stackPlace } from './place.ts';
import { countingWorkflow } from './workflow.ts';

const { values } = parseArgs({
	options: {
		project: { type: 'string' },
		image: { type: 'string' },
		packages: { type: 'string' },
		engine: { type: 'string', default: 'docker' },
		port: { type: 'string', default: '35678' },
		mode: { type: 'string', default: 'persistent' },
		events: { type: 'string', default: '10000' },
		kills: { type: 'string', default: '3' },
	},
});
const { image, packages, project } = values;
const [events, kills] = [Number(values.events), Number(values.kills)];
/** Another run in the same event store begins anew. */
const RUN = `restarts${Date.now().toString(36)}`;
const SOURCE = `counted-${RUN}`;
const EXECUTED = `executed-${RUN}`;
/** Milliseconds without any execution after which no more are waited for. */
const PATIENCE = 120_000;
/** Milliseconds after which a group has written down what was acknowledged. */
const CHECKPOINT = 3_000;

async function place() {
	if (project !== undefined) return await stackPlace(project);
	if (image === undefined || packages === undefined) {
		throw new Error('--image and --packages are needed: an image of n8n, and the folder with the package; or --project of a stack that runs with workers');
	}
	return await ownPlace({ engine: values.engine, image, packages, port: Number(values.port) });
}
const { n8n, client, credential, leave } = await place();

/** Numbers of the events that were executed, in order; one that was executed twice is there twice. */
async function executed(): Promise<number[]> {
	const numbers: number[] = [];
	try {
		for await (const { event } of client.readStream(EXECUTED)) numbers.push((event?.data as unknown as { number: number }).number);
	} catch (thrown) {
		if (!(thrown instanceof Error && 'type' in thrown && thrown.type === 'stream-not-found')) throw thrown;
	}
	return numbers;
}

/** Up to which number all were acknowledged. */
async function acknowledged(): Promise<number> {
	if (values.mode === 'persistent') {
		const { stats } = await client.getPersistentSubscriptionToStreamInfo(SOURCE, RUN);
		return Number(stats.lastCheckpointedEventRevision ?? -1n);
	}
	for await (const { event } of client.readStream(`n8nCheckpoint-${RUN}`, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })) {
		return Number((event?.data as unknown as { revision: string }).revision);
	}
	return -1;
}

/** Waits for so many executions. */
async function reach(count: number): Promise<void> {
	let [seen, since] = [-1, Date.now()];
	for (;;) {
		const distinct = new Set(await executed()).size;
		if (distinct >= count) return;
		if (distinct !== seen) [seen, since] = [distinct, Date.now()];
		if (Date.now() - since > PATIENCE) throw new Error(`${distinct} of ${count} events were executed, and none in the last two minutes`);
		await sleep(500);
	}
}

/** n8n answers before a workflow is unpublished, and until then deletes it not. */
async function remove(path: string): Promise<void> {
	await n8n.api.post(`${path}/deactivate`);
	for (const deadline = Date.now() + PATIENCE; ; await sleep(1_000)) {
		const { status } = await n8n.api.delete(path, { validateStatus: (code) => code === 200 || code === 409 });
		if (status === 200) return;
		if (Date.now() > deadline) throw new Error(`n8n does not unpublish ${path} within two minutes`);
	}
}

let workflow: string | undefined;
try {
	for (let first = 0; first < events; first += 500) {
		const numbers = Array.from({ length: Math.min(500, events - first) }, (_, index) => first + index);
		await client.appendToStream(SOURCE, numbers.map((number) => jsonEvent({ type: 'Counted', data: { number } })));
	}
	const named = (value: string) => ({ __rl: true, mode: 'name', value });
	const trigger = { mode: values.mode, source: 'stream', stream: named(SOURCE), group: named(RUN), startFrom: 'start', options: { checkpointName: RUN } };
	const { data } = await n8n.api.post<{ id: string }>('/workflows', countingWorkflow(credential, trigger, EXECUTED));
	workflow = `/workflows/${data.id}`;
	await n8n.api.post(`${workflow}/activate`, {});

	const violations: string[] = [];
	const marks: { before: number; acknowledged: number }[] = [];
	for (let kill = 1; kill <= kills; kill++) {
		await reach(Math.floor((events * kill) / (kills + 1)));
		await n8n.killAndStart();
		await sleep(CHECKPOINT);
		marks.push({ before: (await executed()).length, acknowledged: await acknowledged() });
		await n8n.ready();
	}
	await reach(events);
	// What is still under way may be executed twice.
	await sleep(CHECKPOINT);

	const all = await executed();
	const times = new Map<number, number>();
	for (const number of all) times.set(number, (times.get(number) ?? 0) + 1);
	for (const { before, acknowledged: mark } of marks) {
		for (const number of all.slice(before)) if (number <= mark) violations.push(`${number} again after ${mark} was acknowledged`);
	}
	const again = [...times.values()].filter((count) => count > 1).length;
	console.log(JSON.stringify({ mode: values.mode, events, kills, executed: times.size, executions: all.length, again, acknowledgedAndAgain: violations.length, marks }));
	if (times.size !== events || violations.length > 0) process.exitCode = 1;
} catch (thrown) {
	console.error(thrown, (await n8n.log()).split('\n').filter((line) => line.includes('Event Store Trigger')).join('\n'));
	process.exitCode = 1;
} finally {
	if (workflow !== undefined) await remove(workflow);
	await leave();
}
process.exit();

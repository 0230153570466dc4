// How many executions a second the Event Store Trigger starts in both of its modes, beside n8n's own Redis Trigger in the same n8n.
//
//   node bench/trigger/main.ts --image cim/n8n:… --redis-image cim/redis:… --packages .stack/cim/package [--messages 300] [--rounds 3]
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import axios from 'axios';

import { renderTable } from '../../stack/command/table.ts';
import { ServerProcess } from '../../test/contract/eventstore-server/server-process.ts';
import { median, ratio } from '../eventstore/figures.ts';
import { OwnN8n } from '../restarts/own-n8n.ts';
import { OwnRedis } from './redis.ts';
import { emptyWorkflow } from './workflow.ts';

const { values } = parseArgs({
	options: {
		image: { type: 'string' },
		'redis-image': { type: 'string' },
		packages: { type: 'string' },
		engine: { type: 'string', default: 'docker' },
		port: { type: 'string', default: '35688' },
		messages: { type: 'string', default: '300' },
		rounds: { type: 'string', default: '3' },
	},
});
const { image, packages, engine, 'redis-image': redisImage } = values;
if (image === undefined || redisImage === undefined || packages === undefined) {
	throw new Error('--image, --redis-image and --packages are needed: an image of n8n, one of Redis, and the folder with the package');
}
const [port, messages, rounds] = [Number(values.port), Number(values.messages), Number(values.rounds)];
const CHANNEL = 'bench';
/** Milliseconds without any execution after which no more are waited for. */
const PATIENCE = 120_000;

const server = new ServerProcess();
await server.start();
const client = EventStoreDBClient.connectionString(server.connectionString);
const redis = new OwnRedis(engine, redisImage, port + 2);
const n8n = new OwnN8n({ engine, image, packages, port, environment: { N8N_METRICS: 'true', N8N_METRICS_INCLUDE_MESSAGE_EVENT_BUS_METRICS: 'true' } });

/** A trigger, and how it is given something to start executions by. */
interface Way {
	name: string;
	publish(count: number): Promise<unknown>;
	seconds: number[];
}

/** How many executions of all workflows succeeded since n8n was started, as n8n counts them itself. */
async function succeeded(): Promise<number> {
	const { data } = await axios.get<string>(`${n8n.url}/metrics`, { proxy: false, responseType: 'text', timeout: 60_000 });
	let sum = 0;
	for (const [, count] of data.matchAll(/^n8n_workflow_success_total(?:\{[^}]*\})? (\d+)/gm)) sum += Number(count);
	return sum;
}

/** Waits for so many executions in all. */
async function reach(count: number): Promise<void> {
	let [seen, since] = [-1, Date.now()];
	for (;;) {
		const now = await succeeded();
		if (now >= count) return;
		if (now !== seen) [seen, since] = [now, Date.now()];
		if (Date.now() - since > PATIENCE) throw new Error(`${count - now} executions are missing, and none came in the last two minutes`);
		await sleep(50);
	}
}

async function activate(name: string, type: string, parameters: object, credentials: object): Promise<void> {
	const { data } = await n8n.api.post<{ id: string }>('/workflows', emptyWorkflow(name, type, parameters, credentials));
	await n8n.api.post(`/workflows/${data.id}/activate`, {});
}

async function credential(name: string, type: string, data: object): Promise<object> {
	const { data: made } = await n8n.api.post<{ id: string }>('/credentials', { name, type, data });
	return { [type]: { id: made.id, name } };
}

async function measured(way: Way, count: number): Promise<number> {
	const before = await succeeded();
	const begun = performance.now();
	await way.publish(count);
	await reach(before + count);
	return (performance.now() - begun) / 1000;
}

async function ways(): Promise<Way[]> {
	const eventStore = await credential('Event Store', 'eventStoreApi', { connectionString: server.connectionString, username: '', password: '', caCertificate: '' });
	const ofRedis = await credential('Redis', 'redis', { host: '127.0.0.1', port: redis.port, user: '', password: '', database: 0, ssl: false });
	await activate('Redis', 'n8n-nodes-base.redisTrigger', { channels: CHANNEL, options: {} }, ofRedis);
	while ((await redis.publish(CHANNEL, 1)) === 0) await sleep(200);
	await reach(1);
	const made: Way[] = [{ name: "n8n's Redis Trigger", publish: (count) => redis.publish(CHANNEL, count), seconds: [] }];
	for (const [mode, name] of [
		['persistent', 'Persistent Subscription'],
		['catchUp', 'Catch-Up'],
	] as const) {
		const stream = `bench-${mode}`;
		const trigger = { mode, source: 'stream', stream: { __rl: true, mode: 'name', value: stream }, group: { __rl: true, mode: 'name', value: 'bench' }, startFrom: 'start', options: {} };
		await activate(name, 'n8n-nodes-cim.eventStoreTrigger', trigger, eventStore);
		const publish = (count: number) => client.appendToStream(stream, Array.from({ length: count }, (_, number) => jsonEvent({ type: 'Measured', data: { number } })));
		made.push({ name: `Event Store Trigger, ${name}`, publish, seconds: [] });
	}
	return made;
}

try {
	await redis.start();
	await n8n.start();
	const all = await ways();
	for (let round = -1; round < rounds; round++) {
		// One round that does not count: code warms up.
		for (const way of all) {
			const seconds = await measured(way, round < 0 ? Math.ceil(messages / 5) : messages);
			console.error(`${way.name}: ${seconds.toFixed(2)} s`);
			if (round >= 0) way.seconds.push(seconds);
		}
	}
	const [own] = all;
	const row = ({ name, seconds }: Way) => [name, (messages / median(seconds)).toFixed(1), ratio(median(own!.seconds), median(seconds))];
	console.log(renderTable(['trigger', 'executions/s', "as fast as n8n's Redis Trigger"], all.map(row)));
	await mkdir('reports', { recursive: true });
	await writeFile('reports/bench-trigger.json', `${JSON.stringify({ messages, ways: all }, null, 2)}\n`);
} catch (thrown) {
	console.error(thrown, await n8n.log().catch(() => 'n8n was not started'));
	process.exitCode = 1;
} finally {
	await n8n.remove();
	await redis.remove();
	await client.dispose();
	await server.remove();
}
process.exit();

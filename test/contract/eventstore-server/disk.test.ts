import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	END, EventStoreDBClient, jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults, START, streamNameFilter,
} from '@eventstore/db-client';
import { fileName } from '../../../stack/eventstore/store/database.ts';
import { collect } from './collect.ts';
import { eventually } from './replay/patience.ts';
import { ServerProcess } from './server-process.ts';

const patience = 20_000;

let server: ServerProcess;
let client: EventStoreDBClient;
beforeEach(async () => {
	server = new ServerProcess(undefined, join(import.meta.dirname, 'disk/slow-disk.ts'));
	await server.start();
	client = EventStoreDBClient.connectionString(server.connectionString);
});
afterEach(async () => {
	await client.dispose();
	await server.remove();
});

const file = (name: string) => join(server.folder, name);
const say = (what: 'hold' | 'slow' | 'fail') => writeFileSync(file(what), '');
const takeBack = (what: 'hold' | 'slow' | 'fail') => rmSync(file(what));
const event = (n: number) => jsonEvent({ type: 'T', data: { n } });
const health = async () => await fetch(`http://127.0.0.1:${server.port}/health/live`);

/** With credentials the client makes a call for each append. */
const oneCallEach = { credentials: { username: 'nobody', password: '' } };

interface Told {
	event?: { revision: bigint; streamId: string };
}

interface Subscribed {
	on(name: 'data', listener: (told: Told) => void): unknown;
	on(name: 'caughtUp' | 'confirmation', listener: () => void): unknown;
	on(name: 'error', listener: (error: unknown) => void): unknown;
}

/** The events that a subscription tells, as they come, once it says that it has begun. */
async function follow(subscription: Subscribed, begun: 'caughtUp' | 'confirmation' = 'caughtUp'): Promise<string[]> {
	const told: string[] = [];
	subscription.on('data', ({ event: found }) => told.push(`${found?.revision}@${found?.streamId}`));
	await new Promise<void>((resolve, reject) => {
		subscription.on(begun, resolve);
		subscription.on('error', reject);
	});
	subscription.on('error', () => undefined);
	return told;
}

const read = async (stream: string) => (await collect(client.readStream(stream))).map(({ event: found }) => Number(found?.revision));

it('shows nobody what is not on the disk yet, and everybody all of it once it is', async () => {
	await client.appendToStream('order-1', event(0));
	await client.createPersistentSubscriptionToStream('order-1', 'g', persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START }));
	await client.createProjection('counting', 'fromStream("order-1").when({ $init: () => ({ n: 0 }), T(s) { s.n += 1; } })');
	const orders = { filter: streamNameFilter({ prefixes: ['order-'] }) };
	const followed = {
		stream: await follow(client.subscribeToStream('order-1')),
		links: await follow(client.subscribeToStream('$ce-order', { resolveLinkTos: true })),
		all: await follow(client.subscribeToAll(orders)),
		group: await follow(client.subscribeToPersistentSubscriptionToStream('order-1', 'g'), 'confirmation'),
	};
	const counted = async (n: number) => (await client.getProjectionState<{ n: number }>('counting')).n === n;
	expect(await eventually(patience, () => counted(1))).toBe(true);
	expect(await eventually(patience, () => Object.values(followed).every((told) => told.length === 1))).toBe(true);

	say('hold');
	let settled = false;
	const appended = client.appendToStream('order-1', [event(1), event(2)]).then(() => {
		settled = true;
	});
	expect(await eventually(patience, () => existsSync(file('sync-asked')))).toBe(true);
	const meanwhile = {
		stream: await follow(client.subscribeToStream('order-1', { fromRevision: END })),
		all: await follow(client.subscribeToAll({ ...orders, fromPosition: END })),
		again: await follow(client.subscribeToStream('order-1', { fromRevision: START })),
	};
	expect(await read('order-1')).toEqual([0]);
	expect(await read('$ce-order')).toEqual([0]);
	const [last] = await collect(client.readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 }));
	expect(last?.event?.data).not.toEqual({ n: 2 });
	expect(await counted(1)).toBe(true);
	expect(Object.values(followed)).toEqual(Array.from({ length: 4 }, () => ['0@order-1']));
	expect(meanwhile).toEqual({ stream: [], all: [], again: ['0@order-1'] });
	expect((await health()).status).toBe(204);
	expect(settled).toBe(false);

	takeBack('hold');
	await appended;
	expect(await read('order-1')).toEqual([0, 1, 2]);
	const all = ['0@order-1', '1@order-1', '2@order-1'];
	const told = { ...followed, after: meanwhile.stream, afterAll: meanwhile.all, again: meanwhile.again };
	expect(await eventually(patience, () => Object.values(told).flat().length === 5 * 3 + 2 * 2)).toBe(true);
	expect(told).toEqual({ stream: all, links: all, all, group: all, again: all, after: all.slice(1), afterAll: all.slice(1) });
	expect(await eventually(patience, () => counted(3))).toBe(true);
});

it('hands subscriptions over from what was there to what comes, with nothing lost or told twice, while syncs are slow', async () => {
	const streams = ['a-1', 'a-2', 'a-3', 'a-4'];
	const each = 50;
	say('slow');
	const writes = Promise.all(streams.map(async (stream) => {
		for (let n = 0; n < each; n += 1) await client.appendToStream(stream, event(n));
	}));
	const following: Promise<string[]>[] = [];
	// Whenever one begins, something is being synced.
	for (const fromPosition of [START, START, START] as const) {
		following.push(
			follow(client.subscribeToAll({ fromPosition, filter: streamNameFilter({ prefixes: ['a-'] }) })),
			follow(client.subscribeToStream('a-1', { fromRevision: START })),
		);
		await Promise.all(following);
	}
	await writes;
	const told = await Promise.all(following);
	const ofStream = (list: readonly string[], stream: string) => list.filter((found) => found.endsWith(`@${stream}`));
	expect(await eventually(patience, () => told.every((list) => ofStream(list, 'a-1').includes(`${each - 1}@a-1`)))).toBe(true);
	const numbered = (stream: string) => Array.from({ length: each }, (_, n) => `${n}@${stream}`);
	expect(await eventually(patience, () => told.every((list, index) => list.length === (index % 2 === 0 ? streams.length * each : each)))).toBe(true);
	for (const [index, list] of told.entries()) {
		for (const stream of index % 2 === 0 ? streams : ['a-1']) expect(ofStream(list, stream)).toEqual(numbered(stream));
	}
});

it('writes nothing more once the disk has failed, says so, and goes on after the next start', async () => {
	await client.appendToStream('s', event(0));
	say('fail');
	const second = event(1);
	await expect(client.appendToStream('s', second, oneCallEach)).rejects.toThrow(/EIO.*only the next start/);
	// A disk that is well again has still lost what it was to have written.
	takeBack('fail');
	// Of a batch append the client does not tell what the server said.
	await expect(client.appendToStream('s', event(2))).rejects.toThrow();
	await expect(client.appendToStream('s', event(2), oneCallEach)).rejects.toThrow('Nothing was written');
	await expect(client.deleteStream('s')).rejects.toThrow('Nothing was written');
	const posted = await fetch(`http://127.0.0.1:${server.port}/streams/s`, {
		method: 'POST', headers: { 'content-type': 'application/json', 'ES-EventType': 'T' }, body: '{}',
	});
	expect([posted.status, await posted.text()]).toEqual([503, expect.stringContaining('Nothing was written')]);
	expect(await read('s')).toEqual([0]);
	const unwell = await health();
	expect([unwell.status, await unwell.text()]).toEqual([503, expect.stringContaining('until the server is started again')]);
	const refusals = () => server.log.filter((entry) => entry.event === 'writes-refused');
	expect(refusals()).toEqual([expect.objectContaining({ error: expect.stringContaining('EIO') as string })]);

	await client.dispose();
	expect(await server.end('SIGTERM')).toBe(1);
	expect(existsSync(file(`${fileName}-wal`))).toBe(true);
	await server.start();
	client = EventStoreDBClient.connectionString(server.connectionString);
	expect((await health()).status).toBe(204);
	// Whether it was there or not: sent again it is there once.
	await client.appendToStream('s', second);
	expect(await read('s')).toEqual([0, 1]);
	expect(refusals()).toHaveLength(1);
});

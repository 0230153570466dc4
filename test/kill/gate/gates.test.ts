import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { ANY, EventStoreDBClient } from '@eventstore/db-client';

import { appendOnce } from '../../../nodes/EventStore/append-request.ts';
import { connectionSettings } from '../../../nodes/EventStore/connection-string.ts';
import { EventStoreConnection } from '../../../nodes/EventStore/connection.ts';
import { startServer } from '../../../stack/eventstore/server.ts';
import { eventsOf } from '../systems/journal.ts';
import { openEventStoreGate } from './event-store-gate.ts';
import { openHttpGate } from './http-gate.ts';
import { Watch, Watches } from './watch.ts';

const LOCAL = '127.0.0.1';
const closers: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).toReversed()) await close();
});

/** A system that notes what it is asked, and a gate in front of it. */
async function httpSystem(watches: Watches) {
	const asked: string[] = [];
	const system = createServer((incoming, outgoing) => {
		void buffer(incoming).then((body) => {
			asked.push(`${incoming.method} ${incoming.url} ${body.toString()}`);
			outgoing.writeHead(201, { 'content-type': 'text/plain' }).end('made');
		});
	}).listen(0, LOCAL);
	await once(system, 'listening');
	const { port } = system.address() as AddressInfo;
	const gate = await openHttpGate({ name: 'System', url: `http://${LOCAL}:${port}`, isWrite: (method) => method === 'POST' }, watches, LOCAL);
	closers.push(() => system.close(), () => gate.close());
	return { asked, post: async () => await fetch(`http://${LOCAL}:${gate.port}/disks/4711?x=1`, { method: 'POST', body: '{"tenant":"a"}' }), url: `http://${LOCAL}:${gate.port}` };
}

describe('a gate in front of a system that speaks HTTP', () => {
	it('passes on what nobody watches, and notes what somebody does', async () => {
		const watches = new Watches();
		const { asked, post, url } = await httpSystem(watches);
		expect(await (await fetch(url)).text()).toBe('made');
		const watch = watches.add(new Watch({ words: ['"tenant":"a"'] }));
		const answer = await post();
		expect([answer.status, await answer.text()]).toEqual([201, 'made']);
		expect(asked).toEqual(['GET / ', 'POST /disks/4711?x=1 {"tenant":"a"}']);
		expect(watch.writes).toEqual(['System: POST /disks/*']);
	});

	it.each([
		['before', []],
		['after', ['POST /disks/4711?x=1 {"tenant":"a"}']],
	] as const)('held %s a write that is cut, the system was asked: %j', async (side, made) => {
		const watches = new Watches();
		const { asked, post } = await httpSystem(watches);
		const watch = watches.add(new Watch({ words: ['"tenant":"a"'] }, { what: 'System: POST /disks/*', nth: 0, side }));
		const answer = post().then(({ status }) => status, () => 'cut');
		await watch.held;
		expect(asked).toEqual(made);
		watch.release('cut');
		expect(await answer).toBe('cut');
		expect(asked).toEqual(made);
	});

	it('refuses the writes of a run where it is told to', async () => {
		const watches = new Watches();
		const { asked, post } = await httpSystem(watches);
		watches.add(new Watch({ words: ['"tenant":"a"'], refusals: new Map([['System', 403]]) }));
		expect((await post()).status).toBe(403);
		expect(asked).toEqual([]);
	});
});

describe('a gate in front of an event store', () => {
	const STREAM = 'process-p.a';

	/** An event store in memory, a gate in front of it, and a client that appends as the node does. */
	async function openStore(watches: Watches) {
		const settings = { db: ':memory:', host: LOCAL, port: 0, maxAppendSize: 1024, writeTimeout: 1_000, startStandardProjections: false };
		const server = await startServer(settings, () => undefined);
		const gate = await openEventStoreGate(`http://${LOCAL}:${server.port}`, watches, LOCAL);
		const direct = EventStoreDBClient.connectionString(`esdb://${LOCAL}:${server.port}?tls=false`);
		const node = new EventStoreConnection(connectionSettings({ connectionString: `esdb://${LOCAL}:${gate.port}?tls=false` }));
		closers.push(server.close, () => gate.close(), () => direct.dispose(), () => node.close());
		const append = async (type: string, data: object, stream = STREAM) => {
			const event = { id: randomUUID(), type, isJson: true, data: Buffer.from(JSON.stringify(data)), metadata: Buffer.from('{}') };
			return await appendOnce(node, stream, [event], ANY).then(({ revision }) => Number(revision), () => 'failed');
		};
		const entries = async () => (await eventsOf({ events: direct }, STREAM)).map(({ type }) => type);
		return { gate, node, append, entries };
	}

	it('passes on calls of every kind', async () => {
		const { append, entries, node } = await openStore(new Watches());
		expect(await append('ProcessStarted', {})).toBe(0);
		expect(await append('ProcessFinished', {})).toBe(1);
		expect(await entries()).toEqual(['ProcessStarted', 'ProcessFinished']);
		expect((await eventsOf({ events: node }, STREAM)).map(({ type }) => type)).toEqual(['ProcessStarted', 'ProcessFinished']);
		expect(await eventsOf({ events: node }, 'nothing')).toEqual([]);
	});

	it('calls the writes of a run by their types and steps', async () => {
		const watches = new Watches();
		const watch = watches.add(new Watch({ words: [STREAM] }));
		const { append } = await openStore(watches);
		await append('RunOpened', { stream: STREAM }, 'processes-open');
		await append('RunOpened', { stream: 'process-other' }, 'processes-open');
		await append('StepStarted', { place: '1/0/0', node: 'Look' });
		await append('LeaseRenewed', { lease: 1 });
		await append('StepDone', { place: '1/0/0' });
		expect(watch.writes).toEqual(['event store: RunOpened', 'event store: StepStarted of "Look"', 'event store: StepDone of "Look"']);
	});

	it.each([
		['before', []],
		['after', ['StepDone']],
	] as const)('held %s an append that is cut, the event store has %j', async (side, written) => {
		const watches = new Watches();
		const watch = watches.add(new Watch({ words: [STREAM] }, { what: 'event store: StepDone', nth: 0, side }));
		const { append, entries } = await openStore(watches);
		const answer = append('StepDone', {});
		await watch.held;
		expect(await entries()).toEqual(written);
		watch.release('cut');
		expect(await answer).toBe('failed');
		expect(await entries()).toEqual(written);
		expect(await append('StepDone', {})).toBe(written.length);
	});

	it('breaks connections as a server does that is killed', async () => {
		const watches = new Watches();
		const watch = watches.add(new Watch({ words: [STREAM] }, { what: 'event store: StepDone', nth: 0, side: 'after' }));
		const { append, entries, gate } = await openStore(watches);
		const answer = append('StepDone', {});
		await watch.held;
		gate.breakConnections();
		expect(await answer).toBe('failed');
		watch.release('go');
		expect(await append('ProcessFinished', {})).toBe(1);
		expect(await entries()).toEqual(['StepDone', 'ProcessFinished']);
	});
});

import { jest } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

jest.setTimeout(60_000);

let server: ServerProcess;
beforeEach(async () => {
	server = new ServerProcess();
	await server.start();
});
afterEach(() => server.remove());

interface Numbered {
	type: 'Numbered';
	data: { number: number };
}

/**
 * Appends one event after the other to a stream until the server goes away.
 *
 * @param acknowledged gets the acknowledged ids in order
 */
async function appendUntilItEnds(client: EventStoreDBClient, stream: string, acknowledged: string[]): Promise<void> {
	for (;;) {
		const event = jsonEvent<Numbered>({ type: 'Numbered', data: { number: acknowledged.length } });
		try {
			await client.appendToStream(stream, event);
		} catch {
			return;
		}
		acknowledged.push(event.id);
	}
}

it.each([1, 2, 3])('has every acknowledged event once after kill -9 (round %i)', async () => {
	const streams = Array.from({ length: 20 }, (_, index) => `crash-${index}`);
	const clients = streams.map(() => EventStoreDBClient.connectionString(server.connectionString));
	const acknowledged = streams.map((): string[] => []);
	const appending = streams.map((stream, index) => appendUntilItEnds(clients[index]!, stream, acknowledged[index]!));
	// However slow the machine is, it is killed in the midst of its work.
	const enough = 200 + Math.random() * 300;
	while (acknowledged.flat().length < enough) await delay(10);
	await server.end('SIGKILL');
	await Promise.all(appending);
	await Promise.all(clients.map((client) => client.dispose()));

	await server.start();
	const client = EventStoreDBClient.connectionString(server.connectionString);
	for (const [index, stream] of streams.entries()) {
		const ids = acknowledged[index] ?? [];
		const found = ids.length === 0 ? [] : (await collect(client.readStream(stream))).map(({ event }) => event?.id);
		expect(found.slice(0, ids.length)).toEqual(ids);
		// One more may be on the disk: written, but killed before it was acknowledged.
		expect(found.length - ids.length).toBeLessThanOrEqual(1);
		expect(new Set(found).size).toBe(found.length);
	}
	const positions = (await collect(client.readAll())).map(({ event }) => event?.position?.commit ?? -1n);
	expect(new Set(positions).size).toBe(positions.length);
	await client.dispose();
});

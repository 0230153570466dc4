import { CancelledError, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
beforeEach(async () => {
	server = new ServerProcess();
	await server.start();
});
afterEach(() => server.remove());

it.each(['SIGTERM', 'SIGINT'] as const)('finishes what is under way at %s, then leaves one file', async (signal) => {
	const client = EventStoreDBClient.connectionString(server.connectionString);
	await client.appendToStream('first', jsonEvent({ type: 'Tested', data: {} }));
	const subscription = client.subscribeToStream('first');
	const dropped = new Promise((resolve) => {
		subscription.on('error', resolve);
	});
	await new Promise((resolve) => {
		subscription.on('caughtUp', () => resolve(undefined));
	});
	const appends = Array.from({ length: 200 }, (_, index) => {
		return client.appendToStream(`stopping-${index}`, jsonEvent({ type: 'Tested', data: {} }));
	});
	await Promise.any(appends);
	const ended = server.end(signal);
	const outcomes = await Promise.allSettled(appends);
	expect(await ended).toBe(0);
	expect(await dropped).toBeInstanceOf(CancelledError);
	await client.dispose();
	expect(server.log.map((entry) => entry.event)).toEqual(['started', 'stopping', 'stopped']);
	expect(existsSync(join(server.folder, 'eventstore.sqlite-wal'))).toBe(false);

	await server.start();
	const again = EventStoreDBClient.connectionString(server.connectionString);
	for (const [index, outcome] of outcomes.entries()) {
		if (outcome.status === 'rejected') continue;
		expect(await collect(again.readStream(`stopping-${index}`))).toHaveLength(1);
	}
	await again.dispose();
});

it('says what it is when it starts', () => {
	expect(server.log[0]).toMatchObject({
		event: 'started', product: 'embedded event store', version: expect.stringContaining('embedded') as string, port: server.port,
	});
});

it('says why it does not start', async () => {
	const second = new ServerProcess();
	second.port = server.port;
	await expect(second.start()).rejects.toThrow('EADDRINUSE');
	await second.remove();
});

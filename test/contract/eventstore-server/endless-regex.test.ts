import { EventStoreDBClient, eventTypeFilter, jsonEvent } from '@eventstore/db-client';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
let client: EventStoreDBClient;
beforeAll(async () => {
	server = new ServerProcess();
	await server.start();
	client = EventStoreDBClient.connectionString(server.connectionString);
});
afterAll(async () => {
	await client.dispose();
	await server.remove();
});

it('goes on for everybody else when a filter backtracks without end', async () => {
	await client.appendToStream('long', jsonEvent({ type: `${'a'.repeat(80)}b`, data: {} }));
	const filter = eventTypeFilter({ regex: '^(?:a+)+$' });
	const subscriptions = Promise.allSettled(Array.from({ length: 5 }, () => collect(client.subscribeToAll({ filter }))));
	await Promise.all(Array.from({ length: 50 }, (_, n) => {
		return client.appendToStream(`other-${n}`, jsonEvent({ type: 'Other', data: {} }));
	}));
	for (const outcome of await subscriptions) {
		expect(outcome).toMatchObject({
			status: 'rejected',
			reason: { message: '3 INVALID_ARGUMENT: The filter cannot be used: the expression took longer than 250 ms.' },
		});
	}
	const others = client.subscribeToAll({ filter: eventTypeFilter({ regex: '^Oth.*r+$' }) });
	expect(await collect(others, 50)).toHaveLength(50);
});

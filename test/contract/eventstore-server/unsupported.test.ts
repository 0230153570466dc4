import { jest } from '@jest/globals';
import { EventStoreDBClient } from '@eventstore/db-client';
import { ServerProcess } from './server-process.ts';

jest.setTimeout(60_000);

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

it.each([
	['a projection of one\'s own', () => client.createProjection('p', 'fromAll()')],
	['a projection\'s state', () => client.getProjectionState('p')],
])('says for %s that an embedded server does not have it', async (_what, call) => {
	await expect(call()).rejects.toThrow(/UNIMPLEMENTED: .* is not supported by the embedded event store\..*CIM_EVENTSTORE_URL/);
});

import { jest } from '@jest/globals';
import { Client, ChannelCredentials, status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { shutdown } from './fuzz/good-messages.ts';
import { send } from './fuzz/raw-call.ts';
import { runs } from './fuzz/runs.ts';
import { anyMessage, spoilt } from './fuzz/wire-message.ts';
import { ServerProcess } from './server-process.ts';

jest.setTimeout(runs(180_000));

let server: ServerProcess;
beforeEach(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
});
afterEach(() => server.remove());

async function ask(messages: Buffer[]): Promise<status> {
	const client = new Client(`localhost:${server.port}`, ChannelCredentials.createInsecure());
	try {
		return await send(client, { path: shutdown.path, messages, then: 'end' }, false);
	} finally {
		client.close();
	}
}

/** No message begins so. */
const unreadable: Buffer[] = [Buffer.of(255)];
const oneOrMore = fc.array(fc.oneof(anyMessage, spoilt(shutdown.messages[0]!)), { maxLength: 2 });

it('ends the server as it should, or not at all, whatever it is asked with', async () => {
	await fc.assert(fc.asyncProperty(fc.oneof(fc.constantFrom(shutdown.messages, unreadable), oneOrMore), async (messages) => {
		if (await ask(messages) === status.OK) {
			expect(await server.ended()).toBe(0);
			await server.start('--start-standard-projections', 'false');
			return;
		}
		// Who was refused has ended nothing.
		expect((await fetch(`http://127.0.0.1:${server.port}/health/live`)).status).toBe(204);
	}), { numRuns: runs(6), endOnFailure: true, examples: [[shutdown.messages], [unreadable], [[]]] });
	const told = server.log.map(({ event }) => event);
	expect(told.filter((event) => !['started', 'stopping', 'stopped'].includes(String(event)))).toEqual([]);
	expect(told.filter((event) => event === 'stopping')).toHaveLength(told.filter((event) => event === 'stopped').length);
});

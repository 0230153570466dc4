import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import fc from 'fast-check';
import { programText } from './fuzz/program-text.ts';
import { runs } from './fuzz/runs.ts';
import { eventually } from './replay/patience.ts';
import { ServerProcess } from './server-process.ts';

jest.setTimeout(runs(120_000));

/** Longest time until a status says how it went on: a call that the interpreter does not come back from is ended after 4 s. */
const limit = 30_000;

let server: ServerProcess;
let client: EventStoreDBClient;
beforeAll(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
	client = EventStoreDBClient.connectionString(server.connectionString);
	await client.appendToStream('fuzz', [0, 1, 2].map((n) => jsonEvent({ type: 't', data: { n } })));
});
afterAll(async () => {
	await client.dispose();
	await server.remove();
});

it('has a status for every text, and others run on', async () => {
	const counting = `p${randomUUID()}`;
	await client.createProjection(counting, 'fromStream("count").when({ $init: () => ({ n: 0 }), t(s) { s.n += 1; } })');
	let counted = 0;
	await fc.assert(fc.asyncProperty(programText, async (text) => {
		const name = `p${randomUUID()}`;
		await client.createProjection(name, text, { emitEnabled: true, trackEmittedStreams: true });
		const decided = async () => {
			const { status, progress } = await client.getProjectionStatus(name);
			return status.startsWith('Faulted') || (status === 'Running' && progress === 100);
		};
		expect(await eventually(limit, decided)).toBe(true);
		for (const ask of [client.getProjectionState(name), client.getProjectionResult(name)]) {
			// What has no state says so; what went wrong inside would be internal.
			await ask.catch((error: unknown) => expect(String(error)).not.toContain('INTERNAL'));
		}
		await client.disableProjection(name);
		await client.deleteProjection(name, { deleteEmittedStreams: true, deleteCheckpointStream: true, deleteStateStream: true });
		counted += 1;
		await client.appendToStream('count', jsonEvent({ type: 't', data: {} }));
	}), { numRuns: runs(12) });
	expect(await eventually(limit, async () => (await client.getProjectionState<{ n: number }>(counting)).n === counted)).toBe(true);
	expect(server.log.filter(({ event }) => ['call-failed', 'crashed', 'projection-failed'].includes(String(event)))).toEqual([]);
});

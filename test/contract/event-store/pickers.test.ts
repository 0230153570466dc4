import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { ICredentialDataDecryptedObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { executionOf } from '../../support/node-runner.ts';
import { ServerProcess } from '../eventstore-server/server-process.ts';
import { client, credential, node, run, unique } from './support/event-store.ts';

const { searchStreams } = node.methods.listSearch;
const optionsOf = (data: ICredentialDataDecryptedObject) =>
	executionOf(node, { credentials: { eventStoreApi: data } }) as unknown as ILoadOptionsFunctions;

async function append(store: EventStoreDBClient, streams: readonly string[]): Promise<void> {
	for (const stream of streams) await store.appendToStream(stream, jsonEvent({ type: 'Picked', data: {} }));
}

describe('where the server keeps a list of its streams, as the delivered stack does', () => {
	const mark = unique('picked');
	const streams = Array.from({ length: 120 }, (_, n) => `${mark}-${n}`);
	const options = optionsOf(credential);

	beforeAll(async () => {
		await append(client, streams);
		await client.setStreamMetadata(streams[0]!, { maxCount: 5 });
	});

	it('the picker finds them, and pages', async () => {
		const { results } = await searchStreams.call(options, `${mark}-11`.toUpperCase());
		expect(results.map(({ value }) => value).toSorted()).toEqual([`${mark}-11`, ...Array.from({ length: 10 }, (_, n) => `${mark}-11${n}`)].toSorted());
		const first = await searchStreams.call(options, mark);
		const second = await searchStreams.call(options, mark, first.paginationToken!);
		expect(first.results).toHaveLength(100);
		expect(second.paginationToken).toBeUndefined();
		expect([...first.results, ...second.results].map(({ value }) => value).toSorted()).toEqual(streams.toSorted());
	});

	it('the operation gives it whole, without what is the database\'s own', async () => {
		const found = await run('list', { returnAll: true, options: { prefix: mark } });
		expect(found.map(({ stream }) => stream)).toEqual(streams.toReversed());
		expect(await run('list', { limit: 3, options: { prefix: mark } })).toHaveLength(3);
		expect((await run('list', { limit: 50 })).filter(({ stream }) => (stream as string).startsWith('$'))).toEqual([]);
		expect(await run('list', { returnAll: true, options: { prefix: `$$${mark}` } })).toEqual([{ stream: `$$${streams[0]!}` }]);
	});
});

describe('where the server keeps no list', () => {
	let server: ServerProcess;
	let other: ICredentialDataDecryptedObject;
	beforeAll(async () => {
		server = new ServerProcess();
		await server.start('--start-standard-projections', 'false');
		other = { ...credential, connectionString: server.connectionString };
		const store = EventStoreDBClient.connectionString(server.connectionString);
		await append(store, ['order-1', 'order-2', 'invoice-1']);
		await store.dispose();
	});
	afterAll(() => server.remove());

	it('the picker finds the streams of the last events', async () => {
		const { results } = await searchStreams.call(optionsOf(other), 'ORDER');
		expect(results.map(({ value }) => value)).toEqual(['order-2', 'order-1']);
		const own = await searchStreams.call(optionsOf(other), '$projections');
		expect(own.results.map(({ value }) => value)).toContain('$projections-$all');
	});

	it.each([
		['list', {}, '$streams', '$streams'],
		['read', { stream: { __rl: true, mode: 'name', value: '$ce-order' }, returnAll: true }, '$ce-order', '$by_category'],
		['read', { stream: { __rl: true, mode: 'name', value: '$et-Picked' }, options: { ifMissing: 'nothing' }, returnAll: true }, '$et-Picked', '$by_event_type'],
	])('%s says which projection is off, and how this server is told to have it on (%#)', async (operation, parameters, stream, projection) => {
		await expect(run(operation, parameters, { credentials: { eventStoreApi: other } })).rejects.toMatchObject({
			message: `There is no stream "${stream}": the system projection ${projection}, which makes it, is off`,
			description: expect.stringContaining('EVENTSTORE_START_STANDARD_PROJECTIONS=true') as string,
			httpCode: 'projection-disabled',
		});
	});
});

describe('a stream that a projection makes', () => {
	it('holds the events of its category', async () => {
		const category = unique('').replaceAll('-', '');
		const missing = { stream: { __rl: true, mode: 'name', value: `$ce-${category}` }, returnAll: true };
		await expect(run('read', missing)).rejects.toMatchObject({
			httpCode: 'stream-not-found',
			description: expect.stringContaining('$by_category is on') as string,
		});
		expect(await run('read', { ...missing, options: { ifMissing: 'nothing' } })).toEqual([]);
		await append(client, [`${category}-1`, `${category}-2`]);
		expect((await run('read', missing)).map(({ stream }) => stream)).toEqual([`${category}-1`, `${category}-2`]);
	});
});

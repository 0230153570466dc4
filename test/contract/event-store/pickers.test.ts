import { binaryEvent, type EventStoreDBClient, jsonEvent, StreamNotFoundError } from '@eventstore/db-client';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { executionOf } from '../../support/node-runner.ts';
import { client, credential, node, run, unique } from './support/event-store.ts';

const { searchStreams } = node.methods.listSearch;
const options = executionOf(node, { credentials: { eventStoreApi: credential } }) as unknown as ILoadOptionsFunctions;

async function keepsList(store: EventStoreDBClient): Promise<boolean> {
	try {
		for await (const _event of store.readStream('$streams', { maxCount: 1 })) break;
		return true;
	} catch (error) {
		if (error instanceof StreamNotFoundError) return false;
		throw error;
	}
}

/** Does by hand what the projection $streams does: a link to the first event of each stream. */
async function list(streams: readonly string[]): Promise<void> {
	await client.appendToStream('$streams', streams.map((stream) => binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) })));
}

describe('the picker of streams', () => {
	const mark = unique('picked');
	const streams = Array.from({ length: 120 }, (_, n) => `${mark}-${n}`);
	let listed: boolean;

	beforeAll(async () => {
		listed = await keepsList(client);
		for (const stream of streams) await client.appendToStream(stream, jsonEvent({ type: 'Picked', data: {} }));
	});

	it('finds the streams of the last events where the server keeps no list', async () => {
		const { results } = await searchStreams.call(options, `${mark}-11`.toUpperCase());
		expect(results.map(({ value }) => value).toSorted()).toEqual([`${mark}-11`, ...Array.from({ length: 10 }, (_, n) => `${mark}-11${n}`)].toSorted());
	});

	it('pages through the list that the projection $streams keeps; the operation gives it whole', async () => {
		if (!listed) {
			await expect(run('list', {})).rejects.toMatchObject({ httpCode: 'projection-disabled' });
			await list(streams);
		}
		try {
			const first = await searchStreams.call(options, mark);
			const second = await searchStreams.call(options, mark, first.paginationToken!);
			expect(first.results).toHaveLength(100);
			expect(second.paginationToken).toBeUndefined();
			expect([...first.results, ...second.results].map(({ value }) => value).toSorted()).toEqual(streams.toSorted());
			const found = await run('list', { returnAll: true, options: { prefix: mark } });
			expect(found.map(({ stream }) => stream)).toEqual(streams.toReversed());
			expect(await run('list', { limit: 3, options: { prefix: mark } })).toHaveLength(3);
		} finally {
			if (!listed) await client.deleteStream('$streams');
		}
	});
});

import { jsonEvent } from '@eventstore/db-client';

import { client, eventsOf, named, run, unique } from './support/event-store.ts';

async function filled(count: number): Promise<string> {
	const stream = unique();
	await client.appendToStream(stream, Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } })));
	return stream;
}

describe('delete', () => {
	it('hides the events; the next append goes on with the numbers', async () => {
		const stream = await filled(3);
		const [deleted] = await run('delete', { stream: named(stream), expectedRevision: 'revision', revision: 2 });
		expect(deleted).toMatchObject({ stream, deleted: true });
		await expect(eventsOf(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
		const { nextExpectedRevision } = await client.appendToStream(stream, jsonEvent({ type: 'Counted', data: {} }));
		expect(nextExpectedRevision).toBe(3n);
	});

	it('leaves a stream alone that has gone on', async () => {
		const stream = await filled(3);
		await expect(run('delete', { stream: named(stream), expectedRevision: 'revision', revision: 1 })).rejects.toMatchObject({
			httpCode: 'wrong-expected-revision',
		});
		expect(await eventsOf(stream)).toHaveLength(3);
	});
});

describe('tombstone', () => {
	it('ends a stream for ever', async () => {
		const stream = await filled(1);
		await run('tombstone', { stream: named(stream) });
		await expect(client.appendToStream(stream, jsonEvent({ type: 'Counted', data: {} }))).rejects.toMatchObject({ type: 'stream-deleted' });
		await expect(run('append', { stream: named(stream), eventType: 'X', data: '{}' })).rejects.toMatchObject({ httpCode: 'stream-deleted' });
	});
});

describe('metadata', () => {
	it('is set bit by bit, and replaced when asked for', async () => {
		const stream = await filled(4);
		await run('setMetadata', { stream: named(stream), metadata: { maxCount: 2, custom: '{"shelf": 3}' } });
		expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 2, shelf: 3 });
		expect(await eventsOf(stream)).toHaveLength(2);

		const [set] = await run('setMetadata', { stream: named(stream), metadata: { maxAge: 3600 } });
		expect(set).toEqual({ stream, metadata: { $maxCount: 2, shelf: 3, $maxAge: 3600 }, revision: 1 });
		expect(await run('getMetadata', { stream: named(stream) })).toEqual([set]);

		await run('setMetadata', { stream: named(stream), metadata: { custom: '{}' }, replace: true });
		expect((await client.getStreamMetadata(stream)).metadata).toEqual({});
	});

	it('of a stream without any is empty', async () => {
		const stream = unique();
		expect(await run('getMetadata', { stream: named(stream) })).toEqual([{ stream, metadata: {} }]);
	});
});

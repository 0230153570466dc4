import { binaryEvent, jsonEvent } from '@eventstore/db-client';

import { itemsOf } from '../../support/items.ts';
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

	it('says that there is no such stream', async () => {
		const stream = unique();
		await expect(run('delete', { stream: named(stream) })).rejects.toMatchObject({
			message: `There is no stream "${stream}"`,
			httpCode: 'stream-not-found',
		});
		await expect(run('delete', { stream: named(stream), expectedRevision: 'revision', revision: 4 })).rejects.toMatchObject({
			message: `Stream "${stream}" has no events, but revision 4 was expected`,
			httpCode: 'wrong-expected-revision',
		});
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

		await run('setMetadata', { stream: named(stream), metadata: { cacheControl: 60 } });
		expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 2, shelf: 3, maxAge: 3600, cacheControl: 60 });

		await run('setMetadata', { stream: named(stream), metadata: { custom: '{}' }, replace: true });
		expect((await client.getStreamMetadata(stream)).metadata).toEqual({});
	});

	it('is set item by item, each on top of the one before', async () => {
		const stream = await filled(1);
		const items = itemsOf({ a: 1 }, { b: 2 }, { c: 3 });
		const set = await run('setMetadata', { stream: named(stream), metadata: { custom: '={{ $json }}' } }, { items });
		expect(set.map(({ metadata, revision }) => [metadata, revision])).toEqual([[{ a: 1 }, 0], [{ a: 1, b: 2 }, 1], [{ a: 1, b: 2, c: 3 }, 2]]);
	});

	it('loses nothing when several executions set it at once', async () => {
		const stream = await filled(1);
		await Promise.all(['a', 'b', 'c', 'd'].map((key) => run('setMetadata', { stream: named(stream), metadata: { custom: `{"${key}": 1}` } })));
		expect((await client.getStreamMetadata(stream)).metadata).toEqual({ a: 1, b: 1, c: 1, d: 1 });
	});

	it.each([
		['a name of the database that it does not have', { custom: '{"$maxcount": 5}' }, 'Custom (JSON): "$maxcount" is none of the database'],
		['a number as text', { custom: '{"$maxCount": "5"}' }, 'Custom (JSON): $maxCount is "5"'],
		['half an event', { maxCount: 1.5 }, 'Keep Last Events: $maxCount is 1.5'],
		['a number that is rounded already', { truncateBefore: 2 ** 60 }, 'Truncate Before: $tb is 1152921504606847000'],
		['no event', { maxCount: 0 }, 'Keep Last Events: 0 is out of range'],
		['a right that there is none of', { acl: '{"$read": "ops"}' }, 'Access List (JSON): $acl has no right "$read"'],
		['a role that is none', { acl: '{"$r": 5}' }, 'Access List (JSON): $acl.$r is 5'],
		['what is given twice', { maxAge: 5, custom: '{"$maxAge": 6}' }, '"$maxAge" is given twice'],
	])('refuses %s, which the database would ignore', async (_what, metadata, message) => {
		const stream = await filled(1);
		await expect(run('setMetadata', { stream: named(stream), metadata })).rejects.toThrow(message);
		expect(await run('getMetadata', { stream: named(stream) })).toEqual([{ stream, metadata: {} }]);
	});

	it('that is no JSON object is only replaced', async () => {
		const stream = await filled(1);
		await client.appendToStream(`$$${stream}`, binaryEvent({ type: '$metadata', data: Buffer.from('x') }));
		await expect(run('setMetadata', { stream: named(stream), metadata: { maxCount: 3 } })).rejects.toThrow('Replace All: ');
		expect(await run('setMetadata', { stream: named(stream), metadata: { maxCount: 3 }, replace: true })).toEqual([
			{ stream, metadata: { $maxCount: 3 }, revision: 1 },
		]);
	});

	it('of a stream without any is empty', async () => {
		const stream = unique();
		expect(await run('getMetadata', { stream: named(stream) })).toEqual([{ stream, metadata: {} }]);
	});
});

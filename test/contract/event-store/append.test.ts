import { randomUUID } from 'node:crypto';

import { jsonEvent } from '@eventstore/db-client';
import { v5 } from 'uuid';

import { EVENT_NAMESPACE } from '../../../nodes/EventStore/event-id.ts';
import { itemsOf } from '../../support/items.ts';
import { client, eventsOf, named, run, unique } from './support/event-store.ts';

const parameters = (stream: string, more = {}) => ({ stream: named(stream), eventType: 'DocumentStored', data: '={{ $json }}', ...more });

describe('append', () => {
	it("writes the item's JSON with metadata that says where it comes from", async () => {
		const stream = unique('document');
		const [appended] = await run(
			'append',
			parameters(stream, { metadata: { correlationId: 'c-1', causationId: 'c-0', actor: 'publisher', type: 'bafy', custom: '{"shelf": 3}' } }),
			{ items: itemsOf({ title: 'Grüße', size: 3 }), executionId: '77' },
		);
		const [event] = await eventsOf(stream);
		expect(event).toMatchObject({
			type: 'DocumentStored',
			isJson: true,
			data: { title: 'Grüße', size: 3 },
			metadata: {
				$correlationId: 'c-1',
				$causationId: 'c-0',
				executionId: '77',
				actor: 'publisher',
				type: 'bafy',
				shelf: 3,
			},
		});
		expect(appended).toEqual({
			stream,
			revision: 0,
			eventId: event!.id,
			eventType: 'DocumentStored',
			position: { commit: event!.position!.commit.toString(), prepare: event!.position!.prepare.toString() },
		});
	});

	it('keeps the order of many items', async () => {
		const stream = unique();
		const items = itemsOf(...Array.from({ length: 60 }, (_, n) => ({ n })));
		const appended = await run('append', parameters(stream), { items });
		expect(appended.map(({ revision }) => revision)).toEqual(items.map((_, n) => n));
		expect((await eventsOf(stream)).map(({ data }) => (data as { n: number }).n)).toEqual(items.map((_, n) => n));
	});

	it('appends nothing twice when the node runs again in the same execution', async () => {
		const stream = unique();
		const again = () => run('append', parameters(stream), { items: itemsOf({ n: 1 }, { n: 2 }), executionId: stream });
		const first = await again();
		expect(await again()).toEqual(first);
		expect(await eventsOf(stream)).toHaveLength(2);
		await run('append', parameters(stream), { items: itemsOf({ n: 1 }), executionId: `${stream}-other` });
		expect(await eventsOf(stream)).toHaveLength(3);
	});

	it("makes the event id from the user's key, whatever the execution", async () => {
		const stream = unique();
		const key = `${stream}/paid`;
		const pay = (executionId: string) => run('append', parameters(stream, { eventIdFrom: 'key', eventKey: key }), { executionId });
		await pay('1');
		await pay('2');
		expect((await eventsOf(stream)).map(({ id }) => id)).toEqual([v5(key, EVENT_NAMESPACE)]);
	});

	it('refuses a key that stands in the stream already, where the server would append it once more', async () => {
		const stream = unique();
		const paid = (revision: number, more = {}) =>
			run('append', parameters(stream, { eventIdFrom: 'key', eventKey: `${stream}/paid`, expectedRevision: 'revision', revision, ...more }));
		await client.appendToStream(stream, jsonEvent({ type: 'Ordered', data: {} }));
		const first = await paid(0);
		// The same again is a repeat.
		expect(await paid(0)).toEqual(first);
		const refusal = { httpCode: 'already-appended', message: expect.stringContaining(`stands in stream "${stream}" already, as revision 1`) as string };
		await expect(paid(1)).rejects.toMatchObject(refusal);
		await client.appendToStream(stream, jsonEvent({ type: 'Shipped', data: {} }));
		await expect(paid(2)).rejects.toMatchObject(refusal);
		await expect(paid(2, { eventIdFrom: 'uuid', eventId: first[0]!.eventId as string })).rejects.toMatchObject(refusal);
		expect(await paid(2, { eventKey: 'other' })).toMatchObject([{ revision: 3 }]);
		expect(await eventsOf(stream)).toHaveLength(4);
	});

	it('says that nothing was appended when the events stood in the stream before it was deleted', async () => {
		const stream = unique();
		const paid = (more = {}) => run('append', parameters(stream, { eventIdFrom: 'key', eventKey: `${stream}/paid`, ...more }));
		await paid();
		await client.deleteStream(stream);
		for (const expectedRevision of ['any', 'noStream']) {
			await expect(paid({ expectedRevision })).rejects.toMatchObject({ httpCode: 'already-appended', message: expect.stringMatching(/^Nothing was appended/) as string });
		}
		expect(await paid({ eventKey: 'other' })).toMatchObject([{ revision: 1 }]);
	});

	it('tells a deleted stream, which may be written to again, from a tombstoned one', async () => {
		const stream = unique();
		await run('append', parameters(stream));
		await client.deleteStream(stream);
		const expecting = (expectedRevision: string) => run('append', parameters(stream, { expectedRevision }), { executionId: expectedRevision });
		await expect(expecting('streamExists')).rejects.toMatchObject({
			message: `Stream "${stream}" was deleted, but an existing stream was expected`,
			httpCode: 'stream-deleted',
		});
		expect(await expecting('noStream')).toMatchObject([{ revision: 1 }]);
		await client.tombstoneStream(stream);
		await expect(expecting('streamExists')).rejects.toMatchObject({ message: `Stream "${stream}" was deleted for ever` });
	});

	it("takes the user's own UUID", async () => {
		const stream = unique();
		const eventId = randomUUID();
		await run('append', parameters(stream, { eventIdFrom: 'uuid', eventId }));
		expect((await eventsOf(stream))[0]!.id).toBe(eventId);
	});

	it.each([
		['noStream', 'is at revision 1, but no stream was expected'],
		['revision', 'is at revision 1, but revision 0 was expected'],
	])('names both revisions when %s is expected and something else is there', async (expectedRevision, message) => {
		const stream = unique();
		await client.appendToStream(stream, [jsonEvent({ type: 'A', data: {} }), jsonEvent({ type: 'B', data: {} })]);
		const wrong = parameters(stream, { expectedRevision, revision: 0 });
		await expect(run('append', wrong)).rejects.toMatchObject({ message: `Stream "${stream}" ${message}`, httpCode: 'wrong-expected-revision' });
		const [item] = await run('append', wrong, { onError: 'continueRegularOutput' });
		expect(item).toMatchObject({ error: `Stream "${stream}" ${message}`, details: { code: 'wrong-expected-revision' } });
		expect(await eventsOf(stream)).toHaveLength(2);
	});

	it('says that a stream is missing which should exist', async () => {
		const stream = unique();
		await expect(run('append', parameters(stream, { expectedRevision: 'streamExists' }))).rejects.toMatchObject({
			message: `Stream "${stream}" has no events, but an existing stream was expected`,
			httpCode: 'wrong-expected-revision',
		});
	});

	it('goes on from the revision that was expected', async () => {
		const stream = unique();
		await run('append', parameters(stream, { expectedRevision: 'noStream' }));
		const [second] = await run('append', parameters(stream, { expectedRevision: 'revision', revision: 0 }), { executionId: 'other' });
		expect(second).toMatchObject({ revision: 1 });
	});

	it('lets one of two win that append to the same revision at once', async () => {
		const stream = unique();
		const race = await Promise.allSettled(
			['a', 'b'].map((executionId) => run('append', parameters(stream, { expectedRevision: 'noStream' }), { executionId })),
		);
		expect(race.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(await eventsOf(stream)).toHaveLength(1);
	});

	it('names the most that the server takes at once', async () => {
		const stream = unique();
		await expect(run('append', parameters(stream), { items: itemsOf({ text: 'x'.repeat(1_200_000) }) })).rejects.toMatchObject({
			message: expect.stringMatching(/larger than the \d+ bytes/) as string,
			httpCode: 'maximum-append-size-exceeded',
		});
	});

	it.each([
		['data that is no JSON', { data: '{"a":' }, 'Data (JSON): not valid JSON'],
		['a revision that is none', { expectedRevision: 'revision', revision: 1.5 }, 'Revision: 1.5 is no revision'],
		['no event type', { eventType: '' }, 'Event Type: a value is required'],
		['no stream', { stream: named('') }, 'Stream: a value is required'],
		['a stream of a projection', { stream: named('$ce-document') }, 'Stream: "$ce-document" is written by the system projection $by_category'],
	])('refuses %s', async (_what, wrong, message) => {
		await expect(run('append', parameters(unique(), wrong))).rejects.toThrow(message);
	});
});

describe('append many', () => {
	it('writes all items of a stream together, in their order, each with its own revision', async () => {
		const [a, b] = [unique('a'), unique('b')];
		const items = itemsOf(...[a, b, a, a, b].map((stream, n) => ({ stream, n })));
		const appended = await run('appendMany', { ...parameters(a), stream: named('={{ $json.stream }}') }, { items });
		expect(appended.map(({ stream, revision }) => [stream, revision])).toEqual([[a, 0], [b, 0], [a, 1], [a, 2], [b, 1]]);
		expect((await eventsOf(a)).map(({ data }) => (data as { n: number }).n)).toEqual([0, 2, 3]);
		expect(appended.map(({ eventId }) => eventId)).toEqual(expect.arrayContaining((await eventsOf(b)).map(({ id }) => id)));
		// The server tells the position of the last event only, and that is what is given.
		const [last] = (await eventsOf(a)).slice(-1);
		expect(appended.map(({ position }) => position)).toEqual([
			undefined, undefined, undefined, { commit: String(last!.position!.commit), prepare: String(last!.position!.prepare) }, expect.anything(),
		]);
	});

	it('writes none of a stream when one cannot be, and all of the others', async () => {
		const [free, taken] = [unique('free'), unique('taken')];
		await client.appendToStream(taken, jsonEvent({ type: 'A', data: {} }));
		const items = itemsOf({ stream: free }, { stream: taken }, { stream: free }, { stream: taken });
		const wanted = { ...parameters(free, { expectedRevision: 'noStream' }), stream: named('={{ $json.stream }}') };
		const out = await run('appendMany', wanted, { items, onError: 'continueRegularOutput' });
		expect(out.map((json) => json.revision ?? (json.details as { code: string }).code)).toEqual([0, 'wrong-expected-revision', 1, 'wrong-expected-revision']);
		expect(await eventsOf(taken)).toHaveLength(1);
		await expect(run('appendMany', wanted, { items })).rejects.toMatchObject({ httpCode: 'wrong-expected-revision', context: { itemIndex: 1 } });
	});

	it('appends nothing twice when it runs again', async () => {
		const stream = unique();
		const again = () => run('appendMany', parameters(stream), { items: itemsOf({ n: 1 }, { n: 2 }), executionId: stream });
		expect(await again()).toEqual(await again());
		expect(await eventsOf(stream)).toHaveLength(2);
	});

	describe('under keys', () => {
		const keyed = (stream: string, keys: readonly string[], more = {}) =>
			run('appendMany', parameters(stream, { eventIdFrom: 'key', eventKey: '={{ $json.key }}', ...more }), {
				items: itemsOf(...keys.map((key) => ({ key: `${stream}/${key}` }))),
			});

		it('appends what is there already once, in whatever order it comes again', async () => {
			const stream = unique();
			await keyed(stream, ['a', 'b', 'c']);
			expect((await keyed(stream, ['a', 'b', 'c'])).map(({ revision }) => revision)).toEqual([0, 1, 2]);
			const again = await keyed(stream, ['c', 'a']);
			expect(again.map(({ revision }) => revision)).toEqual([2, 0]);
			expect(again[1]).toHaveProperty('position');
			expect(await eventsOf(stream)).toHaveLength(3);
		});

		it.each([[['a', 'new']], [['new', 'a']], [['b', 'a', 'new']]])('refuses %j where only a part is there', async (keys) => {
			const stream = unique();
			await keyed(stream, ['a', 'b']);
			await expect(keyed(stream, keys)).rejects.toMatchObject({ httpCode: 'partly-appended' });
			expect(await eventsOf(stream)).toHaveLength(2);
		});

		it('refuses a part that is there also where a revision is expected', async () => {
			const stream = unique();
			await keyed(stream, ['a', 'b']);
			await expect(keyed(stream, ['new', 'b'], { expectedRevision: 'revision', revision: 1 })).rejects.toMatchObject({ httpCode: 'already-appended' });
			expect(await eventsOf(stream)).toHaveLength(2);
		});

		it('refuses the same key twice in a stream', async () => {
			const stream = unique();
			await expect(keyed(stream, ['a', 'b', 'a'])).rejects.toThrow(`Key: "${stream}/a" is that of item 0 and of item 2`);
			const uuid = randomUUID();
			const same = parameters(stream, { eventIdFrom: 'uuid', eventId: uuid });
			await expect(run('appendMany', same, { items: itemsOf({ n: 1 }, { n: 2 }) })).rejects.toThrow(`UUID: "${uuid}" is that of item 0 and of item 1`);
			await expect(eventsOf(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
		});
	});

	it('refuses expected revisions that contradict each other', async () => {
		const stream = unique();
		const wanted = parameters(stream, { expectedRevision: 'revision', revision: '={{ $json.n }}' });
		await expect(run('appendMany', wanted, { items: itemsOf({ n: 1 }, { n: 2 }) })).rejects.toThrow('differs among the items');
	});
});

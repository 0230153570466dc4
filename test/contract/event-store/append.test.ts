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
		// All or none: the events of a stream share one commit.
		expect(new Set(appended.filter(({ stream }) => stream === a).map(({ position }) => JSON.stringify(position))).size).toBe(1);
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

	it('refuses expected revisions that contradict each other', async () => {
		const stream = unique();
		const wanted = parameters(stream, { expectedRevision: 'revision', revision: '={{ $json.n }}' });
		await expect(run('appendMany', wanted, { items: itemsOf({ n: 1 }, { n: 2 }) })).rejects.toThrow('differs among the items');
	});
});

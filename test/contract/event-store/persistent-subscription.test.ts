import { once } from 'node:events';

import { jsonEvent, PARK, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import type { ILoadOptionsFunctions, INodeParameters } from 'n8n-workflow';

import { EventStore } from '../../../nodes/EventStore/EventStore.node.ts';
import { itemsOf } from '../../support/items.ts';
import { executionOf } from '../../support/node-runner.ts';
import { named, unique } from './support/event-store.ts';
import { type OwnServer, startOwnServer } from './support/node-server.ts';

let server: OwnServer;
beforeAll(async () => {
	server = await startOwnServer();
});
afterAll(() => server.remove());

const place = (stream: string, group: string) => ({ source: 'stream', stream: named(stream), group: named(group) });

async function filled(count: number): Promise<string> {
	const stream = unique('group');
	await server.client.appendToStream(stream, Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } })));
	return stream;
}

/** Looks until it is so. */
async function until<T>(look: () => Promise<T>, isSo: (state: T) => boolean): Promise<T> {
	for (;;) {
		const state = await look();
		if (isSo(state)) return state;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Lets a consumer take so many events and do something with each of them; it stays until the server knows of it. */
async function consume(stream: string, group: string, count: number, handle: 'ack' | 'park'): Promise<number[]> {
	const subscription = server.client.subscribeToPersistentSubscriptionToStream(stream, group);
	const seen: number[] = [];
	subscription.on('data', (resolved) => {
		seen.push(Number(resolved.event!.revision));
		void (handle === 'ack' ? subscription.ack(resolved) : subscription.nack(PARK, 'it is broken', resolved));
	});
	const info = () => server.client.getPersistentSubscriptionToStreamInfo(stream, group);
	await until(info, ({ stats }) => seen.length >= count && stats.totalInFlightMessages === 0);
	await subscription.unsubscribe();
	return seen;
}

describe('a group of a stream', () => {
	it('is created with every setting, and the client finds them', async () => {
		const stream = await filled(3);
		const settings = {
			checkPointAfter: 1_000, checkPointLowerBound: 2, checkPointUpperBound: 50, consumerStrategyName: 'PinnedByCorrelation', extraStatistics: true,
			historyBufferSize: 60, liveBufferSize: 70, maxRetryCount: 4, maxSubscriberCount: 5, messageTimeout: 9_000, readBatchSize: 30, resolveLinkTos: true, startFrom: '2',
		};
		const [created] = await server.run('persistentSubscription', 'create', { ...place(stream, 'all of it'), settings });
		expect(created).toMatchObject({ stream, group: 'all of it', inFlight: 0, parked: 0, settings: { ...settings, startFrom: 2 } });
		const info = await server.client.getPersistentSubscriptionToStreamInfo(stream, 'all of it');
		expect(info.settings).toMatchObject({ ...settings, startFrom: 2n });
		// The protocol's request for a change has no place for this strategy, and the server would silently take another.
		await expect(server.run('persistentSubscription', 'update', { ...place(stream, 'all of it'), settings: { maxRetryCount: 1 } })).rejects.toThrow('Consumer Strategy: a group can be given PinnedByCorrelation only');
		await expect(server.run('persistentSubscription', 'create', place(stream, 'all of it'))).rejects.toMatchObject({
			message: `There is a group "all of it" of stream "${stream}" already`,
			httpCode: 'persistent-subscription-exists',
		});
	});

	it.each([
		['a batch as large as the buffer', { readBatchSize: 20, historyBufferSize: 20 }, 'Read Batch Size: 20 is not less than History Buffer Size, 20'],
		['a beginning that is none', { startFrom: 'noon' }, 'Start From: got "noon"'],
		['a time-out of nothing, which a server takes for a second', { messageTimeout: 0 }, 'Message Timeout (Ms): 0 is out of range'],
	])('is not created with %s', async (_what, settings, message) => {
		const stream = unique('group');
		await expect(server.run('persistentSubscription', 'create', { ...place(stream, 'g'), settings })).rejects.toThrow(message);
		expect(await server.run('persistentSubscription', 'getAll', { of: 'stream', stream: named(stream), returnAll: true })).toEqual([]);
	});

	it('is updated setting by setting', async () => {
		const stream = await filled(1);
		await server.run('persistentSubscription', 'create', { ...place(stream, 'g'), settings: { maxRetryCount: 7, startFrom: 'start' } });
		const [updated] = await server.run('persistentSubscription', 'update', { ...place(stream, 'g'), settings: { messageTimeout: 5_000 } });
		expect(updated).toMatchObject({ settings: { maxRetryCount: 7, messageTimeout: 5_000, startFrom: 'start' } });
		await expect(server.run('persistentSubscription', 'update', place(stream, 'other'))).rejects.toMatchObject({
			message: `There is no group "other" of stream "${stream}"`,
			httpCode: 'persistent-subscription-does-not-exist',
		});
	});

	it('is deleted, once', async () => {
		const stream = await filled(1);
		await server.run('persistentSubscription', 'create', place(stream, 'g'));
		expect(await server.run('persistentSubscription', 'delete', place(stream, 'g'))).toEqual([{ stream, group: 'g', deleted: true }]);
		await expect(server.run('persistentSubscription', 'delete', place(stream, 'g'))).rejects.toMatchObject({ httpCode: 'persistent-subscription-does-not-exist' });
	});

	it('tells how far it is, what is in flight and what lags behind', async () => {
		const stream = await filled(6);
		await server.run('persistentSubscription', 'create', { ...place(stream, 'g'), settings: { startFrom: 'start', checkPointLowerBound: 1, checkPointAfter: 50 } });
		expect(await server.run('persistentSubscription', 'get', place(stream, 'g'))).toMatchObject([{ checkpoint: null, lastKnown: 5, lag: 6, inFlight: 0 }]);
		const subscription = server.client.subscribeToPersistentSubscriptionToStream(stream, 'g', { bufferSize: 3 });
		const taken: Parameters<typeof subscription.ack>[0][] = [];
		subscription.on('data', (event) => taken.push(event));
		await once(subscription, 'data');
		const look = async () => (await server.run('persistentSubscription', 'get', place(stream, 'g')))[0]!;
		expect(await until(look, ({ inFlight }) => inFlight === 3)).toMatchObject({ consumers: [{ inFlight: 3 }], parked: 0 });
		await subscription.ack(taken[0]!, taken[1]!);
		expect(await until(look, ({ checkpoint }) => checkpoint === 1)).toMatchObject({ checkpoint: 1, lag: 4 });
		await subscription.unsubscribe();
	});
});

describe('ensure', () => {
	it('creates what is absent, changes what differs, and only looks when asked to', async () => {
		const stream = await filled(1);
		const declare = (settings: INodeParameters, more = {}) => server.run('persistentSubscription', 'ensure', { ...place(stream, 'g'), settings, ...more });
		const first = { maxRetryCount: 3, startFrom: 'start' };
		expect(await declare(first, { checkOnly: true })).toMatchObject([{ existed: false, created: false, differences: [{ setting: 'maxRetryCount', is: null, wanted: 3 }, { setting: 'startFrom' }] }]);
		await expect(server.client.getPersistentSubscriptionToStreamInfo(stream, 'g')).rejects.toMatchObject({ type: 'persistent-subscription-does-not-exist' });
		expect(await declare(first)).toMatchObject([{ stream, group: 'g', existed: false, created: true, changed: false }]);
		expect(await declare(first)).toMatchObject([{ existed: true, created: false, changed: false, differences: [] }]);
		const other = { maxRetryCount: 5 };
		expect(await declare(other, { checkOnly: true })).toMatchObject([{ existed: true, changed: false, differences: [{ setting: 'maxRetryCount', is: 3, wanted: 5 }] }]);
		expect(await declare(other)).toMatchObject([{ existed: true, changed: true, differences: [{ setting: 'maxRetryCount', is: 3, wanted: 5 }] }]);
		expect((await server.client.getPersistentSubscriptionToStreamInfo(stream, 'g')).settings).toMatchObject({ maxRetryCount: 5, startFrom: START });
	});

	it('makes one group of many items that declare it', async () => {
		const stream = await filled(1);
		const items = itemsOf({}, {}, {});
		const done = await server.run('persistentSubscription', 'ensure', place(stream, 'g'), { items });
		expect(done.map(({ created }) => created)).toEqual([true, false, false]);
	});

	it('absent deletes what there is, and never fails', async () => {
		const stream = await filled(1);
		await server.run('persistentSubscription', 'create', place(stream, 'g'));
		const absent = (more = {}) => server.run('persistentSubscription', 'ensureAbsent', { ...place(stream, 'g'), ...more });
		expect(await absent({ checkOnly: true })).toEqual([{ stream, group: 'g', existed: true, deleted: false }]);
		expect(await absent()).toEqual([{ stream, group: 'g', existed: true, deleted: true }]);
		expect(await absent()).toEqual([{ stream, group: 'g', existed: false, deleted: false }]);
	});
});

describe('parked events', () => {
	it('are read with the reason, and replayed: some, or all', async () => {
		const stream = await filled(4);
		await server.run('persistentSubscription', 'create', { ...place(stream, 'g'), settings: { startFrom: 'start' } });
		const read = (more = {}) => server.run('persistentSubscription', 'readParked', { ...place(stream, 'g'), returnAll: true, ...more });
		expect(await read()).toEqual([]);
		await consume(stream, 'g', 4, 'park');
		await until(async () => (await server.run('persistentSubscription', 'get', place(stream, 'g')))[0]!, ({ parked }) => parked === 4);
		const parked = await read();
		expect(parked.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
		expect(parked[0]).toMatchObject({ stream, type: 'Counted', data: { n: 0 }, parked: { reason: expect.stringContaining('it is broken') as string, number: 0 } });
		expect(await read({ returnAll: false, limit: 2 })).toHaveLength(2);

		expect(await server.run('persistentSubscription', 'replayParked', { ...place(stream, 'g'), options: { upTo: 2 } })).toEqual([
			{ stream, group: 'g', replayed: 2, parkedBefore: 4 },
		]);
		expect(await consume(stream, 'g', 2, 'ack')).toEqual([0, 1]);
		// The next one is the third, though it is the first that is left.
		await server.run('persistentSubscription', 'replayParked', { ...place(stream, 'g'), options: { upTo: 1 } });
		expect(await consume(stream, 'g', 1, 'ack')).toEqual([2]);
		await server.run('persistentSubscription', 'replayParked', place(stream, 'g'));
		expect(await consume(stream, 'g', 1, 'ack')).toEqual([3]);
		expect(await server.run('persistentSubscription', 'replayParked', place(stream, 'g'))).toMatchObject([{ replayed: 0 }]);
	});

	it('are those of a group that exists', async () => {
		const stream = await filled(1);
		for (const operation of ['readParked', 'replayParked']) {
			await expect(server.run('persistentSubscription', operation, { ...place(stream, 'none'), limit: 1 })).rejects.toMatchObject({ httpCode: 'persistent-subscription-does-not-exist' });
		}
		await expect(server.run('persistentSubscription', 'replayParked', { ...place(stream, 'none'), options: { upTo: 0 } })).rejects.toThrow('Up To: 0 is out of range');
	});
});

describe('a group of all streams', () => {
	const all = (group: string) => ({ source: 'all', group: named(group) });

	it('gets what its filter lets through, from the start', async () => {
		const mark = unique('mark');
		await server.client.appendToStream(mark, jsonEvent({ type: 'Wanted', data: {} }));
		const [created] = await server.run('persistentSubscription', 'create', { ...all(mark), filter: 'streamPrefix', prefixes: mark, settings: { startFrom: 'start' } });
		expect(created).toMatchObject({ stream: '$all', group: mark, settings: { startFrom: 'start' } });
		const subscription = server.client.subscribeToPersistentSubscriptionToAll(mark);
		for await (const { event } of subscription) {
			expect(event!.streamId).toBe(mark);
			break;
		}
		await subscription.unsubscribe().catch(() => undefined);
		expect(await server.run('persistentSubscription', 'get', all(mark))).toMatchObject([{ lag: null, lagBytes: expect.any(Number) as number, stream: '$all' }]);
		expect(await server.run('persistentSubscription', 'update', { ...all(mark), settings: { maxRetryCount: 2 } })).toMatchObject([{ settings: { maxRetryCount: 2 } }]);
		expect(await server.run('persistentSubscription', 'ensure', { ...all(mark), settings: { maxRetryCount: 2 } })).toMatchObject([{ changed: false }]);
		expect(await server.run('persistentSubscription', 'delete', all(mark))).toEqual([{ stream: '$all', group: mark, deleted: true }]);
	});

	it('begins at a position that an event carries', async () => {
		const mark = unique('mark');
		const { position } = await server.client.appendToStream(mark, jsonEvent({ type: 'Wanted', data: {} }));
		const startFrom = { commit: String(position!.commit), prepare: String(position!.prepare) };
		const declare = () => server.run('persistentSubscription', 'ensure', { ...all(mark), settings: { startFrom: '={{ $json }}' } }, { items: itemsOf(startFrom) });
		await declare();
		expect(await declare()).toMatchObject([{ changed: false, differences: [] }]);
		expect(await server.run('persistentSubscription', 'get', all(mark))).toMatchObject([{ settings: { startFrom: `${position!.commit}/${position!.prepare}` } }]);
	});
});

describe('groups', () => {
	it('are listed: every one, those of a stream, those of all streams', async () => {
		const [a, b, group] = [await filled(1), await filled(1), unique('g')];
		for (const stream of [a, b]) await server.client.createPersistentSubscriptionToStream(stream, group, persistentSubscriptionToStreamSettingsFromDefaults());
		await server.run('persistentSubscription', 'create', { source: 'all', group: named(group), filter: 'none' });
		const list = async (more: object) => (await server.run('persistentSubscription', 'getAll', { returnAll: true, ...more })).filter((each) => each.group === group).map(({ stream }) => stream);
		expect(await list({ of: 'any' })).toEqual(['$all', ...[a, b].toSorted()]);
		expect(await list({ of: 'stream', stream: named(a) })).toEqual([a]);
		expect(await list({ of: 'all' })).toEqual(['$all']);
		expect(await server.run('persistentSubscription', 'getAll', { of: 'any', limit: 1 })).toHaveLength(1);
	});

	it('are picked by name', async () => {
		const stream = await filled(1);
		await server.run('persistentSubscription', 'create', place(stream, 'Billing'));
		const node = new EventStore();
		const search = (parameters: object, filter: string) =>
			node.methods.listSearch.searchGroups.call(
				Object.assign(executionOf(node, { credentials: { eventStoreApi: server.credential } }), {
					getCurrentNodeParameter: (name: string) => (parameters as Record<string, unknown>)[name],
				}) as unknown as ILoadOptionsFunctions,
				filter,
			);
		expect(await search({ source: 'stream', stream }, 'bill')).toEqual({ results: [{ name: 'Billing', value: 'Billing' }] });
		expect(await search({ source: 'stream', stream }, 'other')).toEqual({ results: [] });
		expect((await search({ source: 'all' }, 'Billing')).results).toEqual([]);
	});
});

it('the subsystem is restarted, and groups are there again', async () => {
	const stream = await filled(2);
	await server.run('persistentSubscription', 'create', { ...place(stream, 'g'), settings: { startFrom: 'start' } });
	expect(await server.run('persistentSubscription', 'restartSubsystem')).toEqual([{ restarted: true }]);
	await until(
		async () => await server.run('persistentSubscription', 'get', place(stream, 'g'), { onError: 'continueRegularOutput' }),
		([item]) => item?.error === undefined,
	);
	expect(await consume(stream, 'g', 2, 'ack')).toEqual([0, 1]);
});

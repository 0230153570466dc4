import { setTimeout as delay } from 'node:timers/promises';
import { GroupFailure } from '../../../../stack/eventstore/persistent-subscriptions/group-failure.ts';
import { Groups } from '../../../../stack/eventstore/persistent-subscriptions/groups.ts';
import type { GroupSettings } from '../../../../stack/eventstore/persistent-subscriptions/settings.ts';
import {
	checkpointStream, configurationStream, parkedStream,
} from '../../../../stack/eventstore/persistent-subscriptions/streams.ts';
import { HeldLog } from '../store/held-log.ts';
import { event, events, TemporaryStore } from '../store/temporary-store.ts';
import { defaults, Recorder } from './messages.ts';

let temporary: TemporaryStore;
let disk: HeldLog;
let groups: Groups;
const log: [string, unknown][] = [];
beforeEach(() => {
	disk = new HeldLog();
	temporary = new TemporaryStore({ openLog: () => disk });
	log.length = 0;
	groups = new Groups(temporary.store, (what, fields) => log.push([what, fields]));
});
afterEach(async () => {
	groups.close();
	await delay(0);
	await temporary.remove();
});

/** Checkpoints as soon as anything is done. */
const atOnce: Partial<GroupSettings> = { maxCheckpointCount: 1 };

const create = (changes: Partial<GroupSettings> = {}, source = 'orders') => {
	return groups.create(source, 'g', { ...defaults, ...changes }, 'system');
};

async function until(holds: () => boolean): Promise<void> {
	for (let n = 0; !holds(); n += 1) {
		if (n > 1_000) throw new Error('It never came to hold.');
		await delay(1);
	}
}

function connect(source = 'orders') {
	const recorder = new Recorder(200);
	const group = groups.find(source, 'g');
	const consumer = group.connect(recorder);
	group.begin();
	const ids = (...places: number[]) => recorder.sent.filter(({ place }) => places.includes(place)).map(({ id }) => id);
	return {
		recorder,
		group,
		consumer,
		came: (count: number) => until(() => recorder.sent.length >= count),
		acknowledge: (...places: number[]) => group.acknowledge(consumer, ids(...places)),
		park: (...places: number[]) => group.refuse(consumer, ids(...places), 'park', 'why'),
	};
}

/** What a process that is killed leaves: nothing of what it only had in mind. */
async function crash(): Promise<void> {
	for (const group of groups.list()) group.stop();
	await temporary.reopen();
	groups = new Groups(temporary.store, (what, fields) => log.push([what, fields]));
}

const checkpoints = (source = 'orders') => {
	const { read } = temporary.store;
	const page = read.streamPage(read.stream(checkpointStream(source, 'g')), 'forwards', 0, 100);
	return page.events.map(({ data }) => Buffer.from(data).toString());
};

describe('a group on a stream', () => {
	it('gets what is there and what comes, in order', async () => {
		await temporary.store.append('orders', 'any', events(30));
		await create();
		const { recorder, came } = connect();
		await came(30);
		await temporary.store.append('other', 'any', events(1));
		await temporary.store.append('orders', 'any', events(5));
		await came(35);
		expect(recorder.revisions).toEqual(Array.from({ length: 35 }, (_, index) => index));
		expect(groups.find('orders', 'g').status).toBe('Live');
	});

	it('reads no more than its buffer holds, and on when there is room', async () => {
		await temporary.store.append('orders', 'any', events(300));
		await create({ readBatchSize: 10, historyBufferSize: 20 });
		const group = groups.find('orders', 'g');
		await until(() => group.delivery.buffer.size === 10);
		await delay(5);
		expect(group.delivery.buffer.size).toBeLessThanOrEqual(20);
		expect(group.status).toBe('Behind');
		const recorder = new Recorder(300);
		group.connect(recorder);
		group.begin();
		await until(() => recorder.sent.length === 300);
		expect(recorder.revisions).toEqual(Array.from({ length: 300 }, (_, index) => index));
	});

	it('goes on behind its checkpoint after a crash, and brings again what is not under it', async () => {
		await temporary.store.append('orders', 'any', events(5));
		await create(atOnce);
		const first = connect();
		await first.came(5);
		first.acknowledge(0, 1, 3);
		await until(() => checkpoints().includes('"1"'));
		await crash();
		const { recorder, came } = connect();
		await came(3);
		expect(recorder.revisions).toEqual([2, 3, 4]);
		expect(recorder.sent.map(({ retryCount }) => retryCount)).toEqual([0, 0, 0]);
	});

	it('that began at the end misses nothing of what came before a crash', async () => {
		await temporary.store.append('orders', 'any', events(2));
		await create({ startFrom: 'end' });
		await temporary.store.append('orders', 'any', events(2));
		await crash();
		const { recorder, came } = connect();
		await came(2);
		expect(recorder.revisions).toEqual([2, 3]);
	});

	it('notes at the end of the process what is below its bounds', async () => {
		await temporary.store.append('orders', 'any', events(3));
		await create();
		const { came, acknowledge } = connect();
		await came(3);
		acknowledge(0, 1);
		expect(checkpoints()).toEqual([]);
		groups.close();
		await temporary.reopen();
		expect(checkpoints()).toEqual(['"1"']);
		groups = new Groups(temporary.store, () => undefined);
	});

	it('notes at the end of the process what is done while an earlier checkpoint is on its way to the disk', async () => {
		await temporary.store.append('orders', 'any', events(3));
		await create(atOnce);
		const { came, acknowledge } = connect();
		await came(3);
		disk.held = true;
		acknowledge(0);
		await disk.busy();
		acknowledge(1);
		groups.close();
		const reopened = temporary.reopen();
		await disk.letThrough();
		await reopened;
		expect(checkpoints()).toEqual(['"0"', '"1"']);
		groups = new Groups(temporary.store, () => undefined);
	});

	it('replays what was parked when it lies on the disk, and loses none that is on its way there', async () => {
		await temporary.store.append('orders', 'any', events(2));
		await create();
		const { came, park, group, recorder } = connect();
		await came(2);
		park(0);
		await until(() => group.parking.count === 1);
		disk.held = true;
		park(1);
		await disk.busy();
		group.replay(Infinity);
		await came(3);
		expect(group.parking.count).toBe(0);
		await disk.letThrough();
		await until(() => group.parking.count === 1);
		group.replay(Infinity);
		await came(4);
		expect(recorder.sent.map(({ resolved }) => resolved.event?.revision)).toEqual([0, 1, 0, 1]);
	});

	it('makes a checkpoint of a parked event only when that lies on the disk', async () => {
		await temporary.store.append('orders', 'any', events(1));
		await create(atOnce);
		const { came, park, group } = connect();
		await came(1);
		park(0);
		expect(group.parking.count).toBe(0);
		await until(() => checkpoints().length === 1);
		const { read } = temporary.store;
		const [parked] = read.streamPage(read.stream(parkedStream('orders', 'g')), 'forwards', 0, 1).events;
		expect(Buffer.from(parked?.data ?? []).toString()).toBe('0@orders');
		expect(JSON.parse(Buffer.from(parked?.metadata ?? []).toString())).toEqual({
			added: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string, reason: 'Client explicitly NAK\'ed message.\nwhy',
		});
		expect(group.parking.count).toBe(1);
	});

	it('brings parked events again that were under replay in a crash', async () => {
		await temporary.store.append('orders', 'any', events(3));
		await create(atOnce);
		const first = connect();
		await first.came(3);
		first.park(0, 1, 2);
		await until(() => first.group.parking.count === 3);
		first.group.replay(Infinity);
		await first.came(6);
		expect(first.group.parking.count).toBe(0);
		await crash();
		const { recorder, came, group } = connect();
		expect(group.parking.count).toBe(3);
		group.replay(2);
		await came(2);
		expect(recorder.revisions).toEqual([0, 1]);
		expect(group.parking.count).toBe(1);
	});

	it('replays what was parked since, not what is being replayed', async () => {
		await temporary.store.append('orders', 'any', events(2));
		await create(atOnce);
		const { recorder, came, park, group } = connect();
		await came(2);
		park(0);
		await until(() => group.parking.count === 1);
		group.replay(Infinity);
		await came(3);
		park(1);
		await until(() => group.parking.count >= 1);
		group.replay(Infinity);
		await came(4);
		await delay(5);
		expect(recorder.sent.map(({ resolved }) => resolved.link?.revision)).toEqual([undefined, undefined, 0, 1]);
	});

	it('lets its consumers go when it is changed or removed', async () => {
		await create();
		const { recorder } = connect();
		await groups.update('orders', 'g', { ...defaults, maxRetryCount: 1 }, 'system');
		expect(recorder.error).toMatchObject({ fault: 'dropped', source: 'orders', group: 'g' });
		const { recorder: next } = connect();
		await groups.delete('orders', 'g', 'system');
		expect(next.error).toMatchObject({ fault: 'dropped' });
		expect(() => groups.find('orders', 'g')).toThrow(GroupFailure);
	});

	it('begins afresh when it was removed', async () => {
		await temporary.store.append('orders', 'any', events(2));
		await create(atOnce);
		const { came, acknowledge, park } = connect();
		await came(2);
		park(0);
		acknowledge(1);
		await until(() => checkpoints().includes('"1"'));
		await groups.delete('orders', 'g', 'system');
		await create(atOnce);
		const { recorder, came: again, group } = connect();
		await again(2);
		expect(recorder.revisions).toEqual([0, 1]);
		expect(group.parking.count).toBe(0);
	});
});

describe('a group on $all', () => {
	const prefixed = (...prefixes: string[]) => ({ on: 'stream' as const, regex: '', prefixes });
	const from = { startFrom: 'start' as const, ...atOnce };

	it('gets what its filter lets through', async () => {
		await temporary.store.append('order-1', 'any', [event('A'), event('B')]);
		await temporary.store.append('other', 'any', [event('B')]);
		await create({ ...from, filter: { on: 'type', regex: '^B$', prefixes: [] } }, '$all');
		const { recorder, came } = connect('$all');
		await came(2);
		expect(recorder.sent.map(({ resolved }) => resolved.event?.stream)).toEqual(['order-1', 'other']);
	});

	it('gets everything that its filter lets through, however little it reads at once', async () => {
		for (let n = 0; n < 100; n += 1) await temporary.store.append(n % 3 === 0 ? 'order-1' : 'other', 'any', events(3));
		await create({ ...from, readBatchSize: 2, historyBufferSize: 5, filter: prefixed('order-') }, '$all');
		const { recorder, came } = connect('$all');
		await came(102);
		await temporary.store.append('order-1', 'any', events(3));
		await came(105);
		expect(recorder.sent.map(({ resolved }) => resolved.event?.revision)).toEqual(Array.from({ length: 105 }, (_, index) => index));
	});

	it('misses nothing that is written between two looks at one page', async () => {
		await temporary.store.append('order-1', 'any', events(6));
		await create({ ...from, readBatchSize: 4, historyBufferSize: 5, filter: prefixed('order-') }, '$all');
		await until(() => groups.find('$all', 'g').delivery.buffer.size === 4);
		await temporary.store.append('order-1', 'any', events(1));
		await delay(5);
		const { came } = connect('$all');
		await came(7);
	});

	it('makes no checkpoints of its own checkpoints', async () => {
		await create({ ...from, startFrom: 'end' }, '$all');
		const { came, acknowledge, recorder } = connect('$all');
		await came(1);
		const places = recorder.revisions;
		acknowledge(...places);
		await until(() => checkpoints('$all').includes(`"C:${places.at(-1)}/P:${places.at(-1)}"`));
		const before = checkpoints('$all').length;
		await delay(20);
		expect(checkpoints('$all')).toHaveLength(before);
	});

	it('keeps its filter over an update and a crash', async () => {
		await create({ ...from, filter: prefixed('order-') }, '$all');
		await groups.update('$all', 'g', { ...defaults, startFrom: 'start' }, 'system');
		await crash();
		await temporary.store.append('order-1', 'any', events(1));
		const { recorder, came } = connect('$all');
		await came(1);
		expect(recorder.sent.map(({ resolved }) => resolved.event?.stream)).toEqual(['order-1']);
	});

	it.each([
		['beyond the end', 1e12, 'Invalid Start From position'],
		['with an expression that cannot be read', 'start', 'leaves a group open'],
	] as const)('is refused %s', async (_what, startFrom, reason) => {
		const filter = typeof startFrom === 'number' ? undefined : { on: 'type' as const, regex: '(', prefixes: [] };
		await expect(create({ startFrom, filter }, '$all')).rejects.toMatchObject({
			fault: 'refused', reason: expect.stringContaining(reason) as string,
		});
	});

	it('drops whoever connects when it was to begin between two events', async () => {
		await create({ startFrom: temporary.store.lastPosition() - 1 }, '$all');
		expect(() => connect('$all')).toThrow(GroupFailure);
	});
});

it('knows its groups by source', async () => {
	await create();
	await create({}, '$all');
	expect(groups.list()).toHaveLength(2);
	expect(groups.list('orders').map(({ configuration }) => configuration.group)).toEqual(['g']);
	expect(() => groups.list('other')).toThrow(GroupFailure);
	await expect(create()).rejects.toMatchObject({ fault: 'exists' });
});

it('takes two of the same name at the same time once', async () => {
	const both = await Promise.allSettled([create(), create()]);
	expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

it('keeps every setting', async () => {
	const settings: GroupSettings = {
		startFrom: 7, resolveLinks: true, extraStatistics: true, messageTimeout: 1, maxRetryCount: 2, checkpointAfter: 3,
		minCheckpointCount: 4, maxCheckpointCount: 5, maxSubscriberCount: 6, liveBufferSize: 8, readBatchSize: 9,
		historyBufferSize: 10, strategy: 'PinnedByCorrelation', filter: undefined,
	};
	const bare: GroupSettings = {
		...settings, startFrom: 'end', resolveLinks: false, extraStatistics: false, messageTimeout: 0, maxRetryCount: 0,
		checkpointAfter: undefined, minCheckpointCount: 0, maxCheckpointCount: 0, maxSubscriberCount: 0, liveBufferSize: 0,
		readBatchSize: 0,
	};
	await groups.create('a', 'g', settings, 'system');
	await groups.create('b', '', bare, 'system');
	await groups.create('$all', 'g', { ...bare, startFrom: 100, filter: { on: 'type', regex: 'x', prefixes: [] } }, 'system');
	const before = groups.list().map(({ configuration }) => configuration);
	await crash();
	expect(groups.list().map(({ configuration }) => configuration)).toEqual(before);
});

it('says what it cannot read, and serves without', async () => {
	await temporary.store.append(configurationStream, 'any', [{ ...event(), data: Buffer.from('nonsense') }]);
	await crash();
	expect(log).toEqual([['groups-unreadable', expect.objectContaining({ stream: configurationStream })]]);
	expect(groups.list()).toEqual([]);
});

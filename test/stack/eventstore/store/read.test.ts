import { jest } from '@jest/globals';
import { event, events, TemporaryStore } from './temporary-store.ts';

let temporary: TemporaryStore;
beforeEach(() => {
	temporary = new TemporaryStore();
});
afterEach(async () => {
	jest.useRealTimers();
	await temporary.remove();
});

describe('limits of a stream', () => {
	it('shows the last $maxCount events', async () => {
		await temporary.store.append('s', 'any', events(5));
		await temporary.setMetadata('s', { $maxCount: 2 });
		expect(temporary.revisions('s')).toEqual([3, 4]);
		await temporary.store.append('s', 'any', events(1));
		expect(temporary.revisions('s')).toEqual([4, 5]);
	});

	it('hides what lies before $tb, in both directions', async () => {
		await temporary.store.append('s', 'any', events(5));
		await temporary.setMetadata('s', { $tb: 3 });
		expect(temporary.revisions('s')).toEqual([3, 4]);
		const stream = temporary.store.read.stream('s');
		const backwards = temporary.store.read.streamPage(stream, 'backwards', 10, 10).events;
		expect(backwards.map((record) => record.revision)).toEqual([4, 3]);
	});

	it('hides what is older than $maxAge seconds', async () => {
		jest.useFakeTimers({ now: Date.now() - 60_000, doNotFake: ['setImmediate', 'clearImmediate'] });
		await temporary.store.append('s', 'any', events(2));
		jest.setSystemTime(Date.now() + 60_000);
		await temporary.store.append('s', 'any', events(1));
		await temporary.setMetadata('s', { $maxAge: 30 });
		expect(temporary.revisions('s')).toEqual([2]);
		expect(temporary.store.read.event('s', 1)).toBeUndefined();
	});

	it('shows only the newest metadata', async () => {
		await temporary.setMetadata('s', { $maxCount: 2 });
		await temporary.setMetadata('s', { $maxCount: 3 });
		expect(temporary.revisions('$$s')).toEqual([1]);
		expect(temporary.store.read.stream('s').maxCount).toBe(3);
	});

	it('leaves $all as it is', async () => {
		await temporary.store.append('s', 'any', events(5));
		await temporary.setMetadata('s', { $maxCount: 1 });
		await temporary.store.delete('s', 'any');
		const log = temporary.store.read.allPage('forwards', temporary.begin + 1, 100).events;
		expect(log.map((record) => `${record.stream}/${record.revision}`)).toEqual(
			['s/0', 's/1', 's/2', 's/3', 's/4', '$$s/0', '$$s/1']);
	});
});

describe('positions', () => {
	it('include the event at the position forwards, and exclude it backwards', async () => {
		await temporary.store.append('s', 'any', events(3));
		const { read } = temporary.store;
		const positions = read.allPage('forwards', temporary.begin + 1, 10).events.map((record) => record.position);
		const [first = 0, second = 0, third = 0] = positions;
		expect(first).toBeLessThan(second);
		expect(second).toBeLessThan(third);
		expect(read.allPage('forwards', second, 10).events.map((record) => record.position)).toEqual([second, third]);
		expect(read.allPage('forwards', second + 1, 10).events.map((record) => record.position)).toEqual([third]);
		expect(read.allPage('backwards', second, 1).events.map((record) => record.position)).toEqual([first]);
		expect(read.allPage('backwards', second + 1, 2).events.map((record) => record.position)).toEqual([second, first]);
	});

	it('beyond either end find nothing', async () => {
		await temporary.store.append('s', 'any', events(1));
		expect(temporary.store.read.allPage('forwards', 2 ** 63, 10).events).toEqual([]);
		expect(temporary.store.read.allPage('backwards', 0, 10).events).toEqual([]);
	});
});

describe('pages', () => {
	it('end by size, and say where to go on', async () => {
		const big = 'x'.repeat(400_000);
		await temporary.store.append('s', 'any', Array.from({ length: 5 }, () => event('Big', big)));
		const stream = temporary.store.read.stream('s');
		const page = temporary.store.read.streamPage(stream, 'forwards', 0, 100);
		expect(page.events).toHaveLength(3);
		expect(page.next).toBe(3);
		expect(temporary.store.read.streamPage(stream, 'forwards', 3, 100)).toMatchObject({ next: undefined });
	});
});

describe('links', () => {
	const link = (target: string) => ({ ...event('$>'), isJson: false, data: Buffer.from(target) });

	const resolved = async (target: string) => {
		await temporary.store.append('links', 'any', [link(target)]);
		const last = temporary.store.read.stream('links').revision;
		const record = temporary.store.read.event('links', last);
		if (record === undefined) throw new Error('The link is missing.');
		return temporary.store.read.resolve(record);
	};

	it('resolve to the event, whatever characters its stream has', async () => {
		await temporary.store.append('s@x\n', 'any', events(2));
		expect(await resolved('1@s@x\n')).toMatchObject({ event: { stream: 's@x\n', revision: 1 }, link: { stream: 'links' } });
	});

	it.each([
		['missing event', '7@s'],
		['missing stream', '0@nothing'],
		['hidden event', '0@hidden'],
		['deleted stream', '0@deleted'],
		['tombstoned stream', '0@tombstoned'],
	])('to a %s stay links without an event', async (_what, target) => {
		for (const stream of ['s', 'hidden', 'deleted', 'tombstoned']) await temporary.store.append(stream, 'any', events(2));
		await temporary.setMetadata('hidden', { $tb: 1 });
		await temporary.store.delete('deleted', 'any');
		await temporary.store.tombstone('tombstoned', 'any');
		const { event: target_, link: link_ } = await resolved(target);
		expect(target_).toBeUndefined();
		expect(link_).toMatchObject({ type: '$>' });
	});

	it('to the last revision follow the stream', async () => {
		await temporary.store.append('s', 'any', events(3));
		expect((await resolved('-1@s')).event?.revision).toBe(2);
	});

	it('that say something else are no links', async () => {
		const { event, link } = await resolved('nonsense');
		expect(event).toMatchObject({ type: '$>' });
		expect(link).toBeUndefined();
	});
});

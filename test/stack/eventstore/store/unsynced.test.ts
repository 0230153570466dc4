import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StreamAccess } from '../../../../stack/eventstore/security/stream-access.ts';
import { fileName, memory } from '../../../../stack/eventstore/store/database.ts';
import { Store } from '../../../../stack/eventstore/store/store.ts';
import { WritesRefused } from '../../../../stack/eventstore/store/writes-refused.ts';
import { HeldLog } from './held-log.ts';
import { event, events, TemporaryStore } from './temporary-store.ts';

let log: HeldLog;
let temporary: TemporaryStore;
beforeEach(() => {
	log = new HeldLog();
	temporary = new TemporaryStore({ openLog: () => log });
});
afterEach(async () => {
	await log.letThrough();
	await temporary.remove();
});

/** Makes writes that are committed together, and wait for the disk. */
async function unsynced(...writes: (() => Promise<unknown>)[]): Promise<{ settled: Promise<unknown> }> {
	log.held = true;
	const settled = Promise.all(writes.map((write) => write()));
	await log.busy();
	return { settled };
}

async function sync({ settled }: { settled: Promise<unknown> }): Promise<void> {
	await log.letThrough();
	await settled;
}

const append = (stream: string, count = 1) => () => temporary.store.append(stream, 'any', events(count));
const setMetadata = (stream: string, metadata: unknown) => () => temporary.setMetadata(stream, metadata);

/** What the log shows of streams, in both directions. */
function shownOf(...streams: string[]): string[][] {
	const { read } = temporary.store;
	return (['forwards', 'backwards'] as const).map((direction) => {
		const { events: found } = read.allPage(direction, direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
		return found.filter(({ stream }) => streams.includes(stream)).map(({ stream, revision }) => `${revision}@${stream}`);
	});
}

describe('a commit that is not on the disk is not seen', () => {
	it('in reads of a stream, of the log, and at their ends', async () => {
		await append('s', 2)();
		const { read } = temporary.store;
		const [stale, last] = [read.stream('s'), temporary.store.lastPosition()];
		const backwards = () => read.streamPage(read.stream('s'), 'backwards', Number.MAX_SAFE_INTEGER, 10).events.map(({ revision }) => revision);
		const live = () => read.livePage(stale, 0).events.map(({ revision }) => revision);
		const commit = await unsynced(append('s', 2), append('new'));
		expect(temporary.revisions('s')).toEqual([0, 1]);
		expect(backwards()).toEqual([1, 0]);
		expect(live()).toEqual([0, 1]);
		expect(read.stream('s').revision).toBe(1);
		expect(read.event('s', 2)).toBeUndefined();
		expect(read.stream('new')).toMatchObject({ id: undefined, revision: -1 });
		expect(read.event('new', 0)).toBeUndefined();
		expect(shownOf('s', 'new')).toEqual([['0@s', '1@s'], ['1@s', '0@s']]);
		expect(temporary.store.lastPosition()).toBe(last);
		expect(temporary.store.eventsAfter(last)).toBe(0);
		await sync(commit);
		expect(temporary.revisions('s')).toEqual([0, 1, 2, 3]);
		expect(live()).toEqual([0, 1, 2, 3]);
		expect(backwards()).toEqual([3, 2, 1, 0]);
		expect(shownOf('s', 'new')[0]).toEqual(['0@s', '1@s', '2@s', '3@s', '0@new']);
		expect(temporary.store.eventsAfter(last)).toBe(3);
	});

	it('where it would hide events: by their number, metadata, deletion or tombstone', async () => {
		const streams = ['counted', 'limited', 'deleted', 'tombstoned'];
		for (const stream of streams) await append(stream, 2)();
		await setMetadata('counted', { $maxCount: 1 })();
		const commit = await unsynced(
			append('counted'), setMetadata('limited', { $maxCount: 1 }),
			() => temporary.store.delete('deleted', 'any'), () => temporary.store.tombstone('tombstoned', 'any'),
		);
		expect(streams.map((stream) => temporary.revisions(stream))).toEqual([[1], [0, 1], [0, 1], [0, 1]]);
		const { read } = temporary.store;
		expect(temporary.metadata('limited')).toBeUndefined();
		expect(read.stream('deleted').softDeleted).toBe(false);
		for (const stream of ['tombstoned', '$$tombstoned']) expect(read.stream(stream).tombstoned).toBe(false);
		expect(read.tombstone(read.stream('tombstoned'))).toBeUndefined();
		await sync(commit);
		expect(streams.slice(0, 2).map((stream) => temporary.revisions(stream))).toEqual([[2], [1]]);
		expect(read.stream('deleted').softDeleted).toBe(true);
		for (const stream of ['tombstoned', '$$tombstoned']) expect(read.stream(stream).tombstoned).toBe(true);
		expect(read.tombstone(read.stream('tombstoned'))).toBeDefined();
	});

	it('where it would show them again', async () => {
		await append('s', 2)();
		await temporary.store.delete('s', 'any');
		const commit = await unsynced(append('s'));
		expect(temporary.store.read.stream('s')).toMatchObject({ softDeleted: true, revision: 1 });
		await sync(commit);
		expect(temporary.store.read.stream('s').softDeleted).toBe(false);
		expect(temporary.revisions('s')).toEqual([2]);
	});

	it('through links, and in what projections write', async () => {
		await Promise.all(temporary.store.projections().map(({ name }) => temporary.store.enableProjection(name, true)));
		await append('order-1')();
		const link = { ...event('$>'), isJson: false, data: Buffer.from('-1@order-1') };
		await temporary.store.append('links', 'any', [link]);
		const { read } = temporary.store;
		const resolved = () => read.resolve(read.event('links', 0)!).event?.revision;
		const positions = () => temporary.store.projections().map(({ position }) => position);
		const before = positions();
		const commit = await unsynced(append('order-1'));
		expect(resolved()).toBe(0);
		expect(temporary.revisions('$ce-order')).toEqual([0]);
		expect(positions()).toEqual(before);
		await sync(commit);
		expect(resolved()).toBe(1);
		expect(temporary.revisions('$ce-order')).toEqual([0, 1]);
		expect(positions()).not.toEqual(before);
	});

	it('by those who ask who may do what: the list before it holds, and then the new one', async () => {
		const access = new StreamAccess(temporary.store);
		temporary.store.onCommit((streams) => access.changed(streams));
		const may = (login: string, stream: string) => access.allows({ login, roles: new Set([login, '$all']) }, stream, 'read');
		await setMetadata('s', { $acl: { $r: 'ann' } })();
		await temporary.store.append('$settings', 'any', [event('T', { $userStreamAcl: { $r: 'ann' } })]);
		const commit = await unsynced(
			setMetadata('s', { $acl: { $r: 'bob' } }),
			() => temporary.store.append('$settings', 'any', [event('T', { $userStreamAcl: { $r: 'bob' } })]),
		);
		for (const stream of ['s', 'other']) expect([may('ann', stream), may('bob', stream)]).toEqual([true, false]);
		await sync(commit);
		for (const stream of ['s', 'other']) expect([may('ann', stream), may('bob', stream)]).toEqual([false, true]);
	});

	it('by who listens for commits', async () => {
		await append('other')();
		const told: string[][] = [];
		temporary.store.onCommit((streams) => {
			told.push([...streams]);
			// Whoever is told finds it.
			expect(temporary.revisions('s')).toEqual([0]);
		});
		const commit = await unsynced(append('s'));
		expect(told).toEqual([]);
		await sync(commit);
		expect(told).toEqual([['s']]);
	});
});

it('is seen by what writes next', async () => {
	const commit = await unsynced(append('s', 2));
	const next = temporary.store.append('s', 1n, events(1));
	await sync(commit);
	expect(await next).toMatchObject({ result: 'success', revision: 2 });
});

it('loses no event that is in sight to a scavenge of the same commit', async () => {
	await append('s')();
	await setMetadata('s', { $maxCount: 1 })();
	const commit = await unsynced(append('s'), () => temporary.store.scavenge.step(0));
	expect(temporary.revisions('s')).toEqual([0]);
	await sync(commit);
	expect(temporary.revisions('s')).toEqual([1]);
	await temporary.store.scavenge.step(0);
	expect(shownOf('s')[0]).toEqual(['1@s']);
});

it('stays readable as it was once the disk has failed, writes nothing more, and is found again by the next start', async () => {
	const refusals: WritesRefused[] = [];
	const broken = new TemporaryStore({ openLog: () => log, refusing: (why) => refusals.push(why) });
	const first = event();
	await broken.store.append('s', 'any', [first]);
	log.held = true;
	const second = event();
	const failed = broken.store.append('s', 'any', [second]);
	await log.busy();
	await Promise.all([log.fail(), expect(failed).rejects.toThrow(WritesRefused)]);
	expect(refusals).toEqual([broken.store.refusal]);
	expect(broken.revisions('s')).toEqual([0]);
	for (const write of [
		() => broken.store.append('s', 'any', [event()]), () => broken.store.delete('s', 'any'), () => broken.store.tombstone('s', 'any'),
		() => broken.store.transact(() => undefined), () => broken.store.scavenge.step(0),
	]) await expect(write()).rejects.toThrow('Nothing was written');
	expect(() => broken.store.scavenge.shrink()).toThrow('Nothing was written');
	await broken.store.close();
	// Only the next start looks at the log's checksums.
	expect(existsSync(join(broken.folder, `${fileName}-wal`))).toBe(true);
});

it('is settled at once in memory', async () => {
	const store = new Store(memory);
	await store.append('s', 'any', events(1));
	expect(store.read.stream('s').revision).toBe(0);
	await store.close();
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { Group } from '../../../../stack/eventstore/persistent-subscriptions/group.ts';
import { StreamSource } from '../../../../stack/eventstore/persistent-subscriptions/sources/stream-source.ts';
import type { Source } from '../../../../stack/eventstore/persistent-subscriptions/sources/source.ts';
import { event, TemporaryStore } from '../store/temporary-store.ts';
import { defaults, Recorder } from './messages.ts';

let temporary: TemporaryStore;
beforeEach(() => {
	temporary = new TemporaryStore();
});
afterEach(() => temporary.remove());

const configuration = { source: 'orders', group: 'g', settings: defaults, end: undefined };

it('that cannot read its source lets its consumers go, says why, and harms nobody else', async () => {
	const log: [string, unknown][] = [];
	let broken = false;
	const read = new StreamSource(temporary.store, 'orders', false);
	const source: Source = {
		name: 'orders',
		last: () => read.last(),
		readable: () => true,
		read: (from, limit, live) => {
			if (broken) throw new Error('the disk is gone');
			return read.read(from, limit, live);
		},
		format: String,
		parse: Number,
	};
	const group = new Group(configuration, source, temporary.store, (what, fields) => log.push([what, fields]));
	const recorder = new Recorder();
	group.connect(recorder);
	group.begin();
	await nextTurn();
	broken = true;
	group.wake();
	await nextTurn();
	expect(recorder.error).toMatchObject({ fault: 'dropped' });
	expect(log).toEqual([['group-broken', expect.objectContaining({ group: 'g', error: expect.stringContaining('the disk is gone') as string })]]);
	expect(() => group.connect(new Recorder())).toThrow('dropped');
	group.wake();
	await nextTurn();
	expect(log).toHaveLength(1);
	group.close();
});

it('gives the end of a tombstoned stream to who follows it, and nothing of it to who comes later', async () => {
	const source = new StreamSource(temporary.store, 'orders', false);
	await temporary.store.append('orders', 'any', [event()]);
	expect(source.read(0, 10, true)).toMatchObject({ found: [{ place: 0 }], next: 1, end: true });
	await temporary.store.tombstone('orders', 'any');
	const { found, next } = source.read(1, 10, true);
	expect(found).toMatchObject([{ place: 1, resolved: { event: { type: '$streamDeleted', revision: null } } }]);
	expect(source.read(next, 10, true)).toEqual({ found: [], next, end: true });
	expect(source.read(0, 10, false)).toMatchObject({ found: [], end: true });
});

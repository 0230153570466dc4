import { momentsOf } from '../moment.ts';
import { Watch, Watches } from './watch.ts';

const run = { words: ['tenant-a'] };

it('notes the writes of a run, and lets them go', async () => {
	const watch = new Watch(run);
	for (const what of ['event store: StepStarted', 'Ceph: POST /api/pool', 'event store: StepStarted']) {
		expect(await watch.begin({ what }).at('before')).toBe('go');
	}
	expect(watch.writes).toEqual(['event store: StepStarted', 'Ceph: POST /api/pool', 'event store: StepStarted (2)']);
});

it('holds one write on one side, until it is released', async () => {
	const watch = new Watch(run, { what: 'a', nth: 1, side: 'after' });
	expect(await watch.begin({ what: 'a' }).at('after')).toBe('go');
	const second = watch.begin({ what: 'a' });
	expect(await second.at('before')).toBe('go');
	const held = second.at('after');
	await watch.held;
	watch.release('cut');
	expect(await held).toBe('cut');
	expect(await watch.begin({ what: 'a' }).at('after')).toBe('go');
});

it('holds the same write when it comes again, and takes it for no other', async () => {
	const watch = new Watch(run, { what: 'a', nth: 0, side: 'before' });
	const held = [watch.begin({ what: 'a', id: '1' }).at('before'), watch.begin({ what: 'a', id: '1' }).at('before')];
	expect(await watch.begin({ what: 'a', id: '2' }).at('before')).toBe('go');
	watch.release('go');
	expect(await Promise.all(held)).toEqual(['go', 'go']);
	expect(watch.writes).toEqual(['a', 'a (2)']);
});

it('finds the run of a write by its words', () => {
	const watches = new Watches();
	const [one, other] = [watches.add(new Watch(run)), watches.add(new Watch({ words: ['tenant-b', '/disks/7/'] }))];
	expect(watches.of('/api/pool {"pool":"volumes-tenant-a"}')).toBe(one);
	expect(watches.of('DELETE /disks/7/')).toBe(other);
	watches.remove(other);
	expect(watches.of('tenant-b')).toBeUndefined();
});

it('gives both moments of each write', () => {
	expect(momentsOf(['a', 'a (2)'])).toEqual([
		{ what: 'a', nth: 0, side: 'before' },
		{ what: 'a', nth: 0, side: 'after' },
		{ what: 'a', nth: 1, side: 'before' },
		{ what: 'a', nth: 1, side: 'after' },
	]);
});

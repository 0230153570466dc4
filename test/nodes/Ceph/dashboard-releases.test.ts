import type { Dashboard } from '../../../nodes/Ceph/dashboard/dashboard.ts';
import { inTurn } from '../../../nodes/Ceph/dashboard/in-turn.ts';
import { exists, missing } from '../../../nodes/Ceph/dashboard/missing.ts';
import { orNone } from '../../../nodes/shared/or-none.ts';
import { needRelease, readRelease, releaseOf } from '../../../nodes/Ceph/dashboard/release.ts';
import { wholeList } from '../../../nodes/Ceph/dashboard/whole-list.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

const refusal = (code: string) => new SystemError({ message: `refused ${code}`, code });

/** A Dashboard that answers questions by a function, and a record of the questions. */
function asking(answer: (query: object) => unknown) {
	const asked: object[] = [];
	const get = async (_path: string, query = {}) => {
		asked.push(query);
		return answer(query);
	};
	return { asked, dashboard: { get } as unknown as Dashboard };
}

describe('the release of a cluster', () => {
	it.each([
		['ceph version 20.2.4 (5e0c0f2) tentacle (stable)', { version: '20.2.4', major: 20, name: 'tentacle' }],
		['ceph version 17.2.9 (42d0a4a) quincy (stable)', { version: '17.2.9', major: 17, name: 'quincy' }],
		['ceph version 19.3.0-1234-gdeadbee (deadbee) squid (dev - RelWithDebInfo)', { version: '19.3.0-1234-gdeadbee', major: 19, name: 'squid' }],
		['Development (no_version)', { version: '', major: NaN, name: '' }],
	])('is read from %j', (banner, release) => {
		expect(readRelease(banner)).toEqual(release);
	});

	it.each([18, 17])('of %s is too early for what came with 19', async (major) => {
		const { dashboard } = asking(() => ({ version: `ceph version ${major}.2.1 (abc) x (stable)` }));
		await expect(needRelease(dashboard, 19, 'This')).rejects.toMatchObject({ message: `This needs Ceph 19: this cluster runs ${major}.2.1`, failure: { code: 'release' } });
	});

	it('is told by the monitors, but for its number, while the summary breaks', async () => {
		const get = async (path: string) => {
			if (path === 'api/summary') throw refusal('500');
			return { mon_status: { monmap: { min_mon_release: 18, min_mon_release_name: 'reef' } } };
		};
		const dashboard = { get } as unknown as Dashboard;
		expect(await releaseOf(dashboard)).toEqual({ version: '', major: 18, name: 'reef' });
		await expect(needRelease(dashboard, 19, 'This')).rejects.toThrow('This needs Ceph 19: this cluster runs 18');
		await expect(releaseOf({ get: () => Promise.reject(refusal('403')) } as unknown as Dashboard)).rejects.toThrow('refused 403');
	});

	it.each(['ceph version 19.2.0 (abc) squid (stable)', 'ceph version 21.0.0 (abc) x (dev)', 'of my own'])('%j is no hindrance', async (version) => {
		await needRelease(asking(() => ({ version })).dashboard, 19, 'This');
	});
});

describe('a list that some releases give in pages', () => {
	const osds = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));
	const inPages = (count: number) => asking((query) => ('limit' in query ? osds(count) : osds(Math.min(count, 10))));

	it.each([0, 1, 9, 10, 11, 25])('is given as a whole by those: %s entries', async (count) => {
		expect(await wholeList(inPages(count).dashboard, 'api/osd')).toEqual(osds(count));
	});

	it.each([0, 9, 10, 11, 25])('is given as a whole by the others: %s entries', async (count) => {
		const { dashboard } = asking((query) => {
			if ('limit' in query) throw refusal('500');
			return osds(count);
		});
		expect(await wholeList(dashboard, 'api/osd')).toEqual(osds(count));
	});

	it('is asked for once where that is enough, with the same question', async () => {
		const few = inPages(3);
		await wholeList(few.dashboard, 'api/osd', { sort: '+id' });
		const many = inPages(30);
		await wholeList(many.dashboard, 'api/osd', { sort: '+id' });
		expect([few.asked, many.asked]).toEqual([[{ sort: '+id' }], [{ sort: '+id' }, { sort: '+id', offset: 0, limit: -1 }]]);
	});

	it('that cannot be had is an error', async () => {
		const { dashboard } = asking((query) => {
			if ('limit' in query) throw refusal('401');
			return osds(10);
		});
		await expect(wholeList(dashboard, 'api/osd')).rejects.toThrow('refused 401');
	});
});

describe('what is not there', () => {
	it('is nothing, and any other failure stays one', async () => {
		expect(await orNone(Promise.resolve(1), '404')).toBe(1);
		expect(await orNone(Promise.reject(refusal('404')), '404')).toBeUndefined();
		await expect(orNone(Promise.reject(refusal('403')), '404')).rejects.toThrow('refused 403');
		await expect(orNone(Promise.reject(new Error('404')), '404')).rejects.toThrow('404');
	});

	it('is named in quotes, as is what is there already', () => {
		expect(missing('pool', 'a"b').failure).toMatchObject({ message: 'There is no pool "a\\"b"', code: '404' });
		expect(exists('pool', 'a', 'Do otherwise.').failure).toEqual({ message: 'There is a pool "a" already', description: 'Do otherwise.', code: '409' });
	});
});

describe('changes of one thing', () => {
	it('are made one after another, those of others meanwhile, and a failure stops none', async () => {
		const order: string[] = [];
		const work = (name: string, ms: number, fails = false) => async () => {
			order.push(`${name} begins`);
			await new Promise((resolve) => setTimeout(resolve, ms));
			order.push(`${name} ends`);
			if (fails) throw new Error(name);
			return name;
		};
		const results = await Promise.allSettled([
			inTurn('a', work('a1', 30, true)),
			inTurn('a', work('a2', 1)),
			inTurn('b', work('b', 1)),
			inTurn('a', work('a3', 1)),
		]);
		expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))).toEqual(['failed', 'a2', 'b', 'a3']);
		expect(order).toEqual(['a1 begins', 'b begins', 'b ends', 'a1 ends', 'a2 begins', 'a2 ends', 'a3 begins', 'a3 ends']);
	});
});

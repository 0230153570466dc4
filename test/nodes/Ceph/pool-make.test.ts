import { changePool, checkOverwrites, makePool } from '../../../nodes/Ceph/actions/pool/make.ts';
import type { Dashboard } from '../../../nodes/Ceph/dashboard/dashboard.ts';
import type { RawPool } from '../../../nodes/Ceph/dashboard/pools.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';
import { waitUntil } from '../../../nodes/shared/wait-until.ts';

const unknown = new SystemError({ message: 'goes on', code: 'tasks-unknown' });

const pool = (more: Partial<RawPool> = {}): RawPool => ({
	pool: 1,
	pool_name: 'a',
	type: 'replicated',
	size: 1,
	min_size: 1,
	pg_num: 8,
	pg_num_target: 8,
	pg_placement_num: 8,
	pg_placement_num_target: 8,
	pg_autoscale_mode: 'off',
	crush_rule: 'replicated_rule',
	erasure_code_profile: '',
	application_metadata: [],
	quota_max_bytes: 0,
	quota_max_objects: 0,
	flags_names: '',
	options: {},
	pg_status: { 'active+clean': 8 },
	...more,
});

/** A cluster that shows one state after the other, the last one again and again, and a record of what it was asked to change. */
function shop(states: RawPool[][], send: (method: string) => unknown, timeLimit = 2_000) {
	const sent: [method: string, path: string, body: object][] = [];
	let looks = 0;
	const dashboard = {
		get: async () => states[Math.min(looks++, states.length - 1)],
		send: async (method: string, path: string, body: object) => {
			sent.push([method, path, body]);
			return send(method);
		},
	} as unknown as Dashboard;
	return { sent, shop: { dashboard, wait: waitUntil, timeLimit } };
}

describe('making a pool', () => {
	it('asks for no size that it has already, for the Dashboard cannot say yes to a size of 1', async () => {
		const { sent, shop: same } = shop([[pool({ quota_max_objects: 5 })]], () => ({}));
		await makePool(same, 'a', { size: 1, minSize: 1, quotaObjects: 5 });
		expect(sent).toEqual([
			['POST', 'api/pool', { pool: 'a', pool_type: 'replicated', pg_num: 0, erasure_code_profile: undefined, rule_name: undefined, quota_max_objects: 5 }],
		]);
		const { sent: asked, shop: other } = shop([[pool()]], () => ({}));
		await makePool(other, 'a', { size: 3, minSize: 1 });
		expect(asked[1]).toEqual(['PUT', 'api/pool/a', { size: 3 }]);
	});

	it('ends when the pool is as asked for, where tasks cannot be listed', async () => {
		const breaks = () => {
			throw unknown;
		};
		const { shop: broken } = shop([[], [pool()], [pool({ quota_max_objects: 5 })]], breaks);
		expect(await makePool(broken, 'a', { quotaObjects: 5 })).toMatchObject({ quota_max_objects: 5 });
		const { shop: still } = shop([[pool()]], breaks, 300);
		await expect(changePool(still, 'a', { quotaObjects: 5 })).rejects.toThrow('for pool "a" to be as asked for');
	});

	it('says when the pool is there although it failed, and only then', async () => {
		const refuses = () => {
			throw new SystemError({ message: 'invalid', description: 'Check.', code: '400' });
		};
		await expect(makePool(shop([[pool()]], refuses).shop, 'a', {})).rejects.toMatchObject({
			message: 'invalid',
			failure: { code: '400', description: expect.stringContaining('The pool exists now') as string },
		});
		await expect(makePool(shop([[]], refuses).shop, 'a', {})).rejects.toMatchObject({ failure: { description: 'Check.' } });
	});
});

describe('changing a pool', () => {
	it('waits for placement groups only where they move, and only when asked to', async () => {
		const peering = pool({ pg_status: { peering: 8 } });
		const states = () => [[peering], [peering], [pool()]];
		expect(await changePool(shop(states(), () => ({})).shop, 'a', { pgNum: 8 })).toMatchObject({ pg_status: { 'active+clean': 8 } });
		expect(await changePool(shop(states(), () => ({})).shop, 'a', { quotaObjects: 1 })).toBe(peering);
		expect(await changePool(shop(states(), () => ({}), 0).shop, 'a', { pgNum: 8 })).toBe(peering);
	});

	it('renames it last, and knows it by its new name', async () => {
		const { sent, shop: one } = shop([[pool({ pool_name: 'b', quota_max_objects: 1 })]], () => ({}));
		expect(await changePool(one, 'a', { quotaObjects: 1 }, 'b')).toMatchObject({ pool_name: 'b' });
		expect(sent).toEqual([['PUT', 'api/pool/a', { quota_max_objects: 1, pool: 'b' }]]);
	});

	it('asks once more for what the Dashboard has not done while it did what others asked for', async () => {
		const { sent, shop: one } = shop([[pool({ quota_max_objects: 1 })], [pool({ quota_max_objects: 1, quota_max_bytes: 7 })]], () => ({}));
		await changePool(one, 'a', { quotaObjects: 1, quotaBytes: 7 });
		expect(sent.slice(1)).toEqual([['PUT', 'api/pool/a', { quota_max_bytes: 7 }]]);
		const { sent: renamed, shop: other } = shop([[pool()], [pool({ pool_name: 'b' })]], () => ({}));
		await changePool(other, 'a', {}, 'b');
		expect(renamed.slice(1)).toEqual([['PUT', 'api/pool/a', { pool: 'b' }]]);
	});

	it('does not take back what cannot be taken back', () => {
		const overwritten = pool({ type: 'erasure', flags_names: 'hashpspool,ec_overwrites' });
		expect(() => checkOverwrites({ ecOverwrites: false }, overwritten)).toThrow('EC Overwrites: the pool has them');
		checkOverwrites({ ecOverwrites: true }, overwritten);
		checkOverwrites({}, overwritten);
		checkOverwrites({ ecOverwrites: false }, pool());
	});
});

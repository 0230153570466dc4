import { unique } from './ceph.ts';
import { ceph, clearAway } from './ceph-command.ts';

interface PoolDetail {
	pool_name: string;
	type: number;
	size: number;
	min_size: number;
	pg_num_target: number;
	pg_autoscale_mode: string;
	crush_rule: number;
	quota_max_bytes: number;
	quota_max_objects: number;
	flags_names: string;
	erasure_code_profile: string;
	options: Record<string, unknown>;
	application_metadata: Record<string, unknown>;
}

/** Names for the pools of one file, with a profile and a rule that fit one OSD; all of it is gone when the tests end. */
export function poolsForTests() {
	const made: string[] = [];
	const [profile, rule] = [unique(), unique()];
	beforeAll(async () => {
		await ceph('osd', 'erasure-code-profile', 'set', profile, 'plugin=jerasure', 'k=2', 'm=1', 'crush-failure-domain=osd');
		await ceph('osd', 'crush', 'rule', 'create-replicated', rule, 'default', 'osd');
	});
	afterAll(async () => {
		await clearAway([
			...made.map((pool) => ({ prefix: 'osd pool delete', pool, pool2: pool, yes_i_really_really_mean_it: true })),
			// An erasure-coded pool gets a rule of its own name, which outlives it.
			...[...made, rule].map((name) => ({ prefix: 'osd crush rule rm', name })),
			{ prefix: 'osd erasure-code-profile rm', name: profile },
		]);
		const left = new Set(await ceph<string[]>('osd', 'pool', 'ls'));
		expect(made.filter((pool) => left.has(pool))).toEqual([]);
	}, 180_000);
	return {
		profile,
		rule,
		/** A name that nobody has, and that is deleted in the end. */
		poolName: (end = '') => {
			const name = `${unique()}${end}`;
			made.push(name);
			return name;
		},
		/** A pool as Ceph's own command line knows it. */
		known: async (pool: string) => (await ceph<PoolDetail[]>('osd', 'pool', 'ls', 'detail')).find(({ pool_name }) => pool_name === pool),
		statesOf: async (pool: string) => (await ceph<{ pg_stats: { state: string }[] }>('pg', 'ls-by-pool', pool)).pg_stats.map(({ state }) => state),
	};
}

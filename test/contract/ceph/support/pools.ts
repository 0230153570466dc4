import { unique } from './ceph.ts';
import { ceph } from './ceph-command.ts';

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
		const rules = await ceph<string[]>('osd', 'crush', 'rule', 'ls');
		for (const pool of made) {
			await ceph('osd', 'pool', 'delete', pool, pool, '--yes-i-really-really-mean-it');
			// An erasure-coded pool gets a rule of its own name, which outlives it.
			if (rules.includes(pool)) await ceph('osd', 'crush', 'rule', 'rm', pool);
		}
		await ceph('osd', 'crush', 'rule', 'rm', rule);
		await ceph('osd', 'erasure-code-profile', 'rm', profile);
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

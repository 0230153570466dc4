import { SystemError } from '../../shared/errors.ts';
import type { Tools } from '../../shared/operation.ts';
import type { Dashboard } from './dashboard.ts';
import { missing } from './missing.ts';

/** A pool as the Dashboard lists it. */
export interface RawPool {
	pool: number;
	pool_name: string;
	type: 'replicated' | 'erasure';
	size: number;
	min_size: number;
	pg_num: number;
	pg_num_target: number;
	pg_placement_num: number;
	pg_placement_num_target: number;
	pg_autoscale_mode: string;
	crush_rule: string;
	erasure_code_profile: string;
	application_metadata: string[];
	quota_max_bytes: number;
	quota_max_objects: number;
	flags_names: string;
	options: Record<string, unknown>;
	create_time?: string;
	/** Placement groups by state. */
	pg_status?: Record<string, number>;
	stats?: Record<string, { latest: number } | undefined>;
}

/** What looking for pools needs of an operation. */
export interface Watch {
	dashboard: Dashboard;
	wait: Tools['wait'];
}

/** Milliseconds after which a new pool has statistics, on a busy cluster too. */
const UNTIL_COUNTED = 30_000;

/**
 * Lists the pools with their statistics.
 *
 * The list, and not the pool by its name, for which the Dashboard also reads settings of RBD out of the pool: that does
 * not come back while the pool's placement groups are not active.
 */
export async function poolsWithStatistics({ dashboard, wait }: Watch): Promise<RawPool[]> {
	const last = Date.now() + UNTIL_COUNTED;
	const look = async () => {
		try {
			return await dashboard.get<RawPool[]>('api/pool', { stats: true });
		} catch (thrown) {
			// While a pool is so new that no statistics count it, the Dashboard fails on the whole list.
			if (thrown instanceof SystemError && thrown.failure.code === '500' && Date.now() < last) return undefined;
			throw thrown;
		}
	};
	const pools = await wait(look, (found) => found !== undefined, { what: 'the statistics of the pools', timeout: 2 * UNTIL_COUNTED });
	return pools ?? [];
}

/** The pool of a name, without statistics; `undefined` when there is none. */
export async function findPool(dashboard: Dashboard, name: string): Promise<RawPool | undefined> {
	const pools = await dashboard.get<RawPool[]>('api/pool');
	return pools.find(({ pool_name }) => pool_name === name);
}

/** @throws SystemError when there is no such pool */
export async function poolNamed(dashboard: Dashboard, name: string): Promise<RawPool> {
	const found = await findPool(dashboard, name);
	if (found === undefined) throw missing('pool', name);
	return found;
}

/**
 * Waits until a pool has the placement groups that it is to have, and all of them serve.
 *
 * @param timeout milliseconds
 * @returns the pool with its statistics
 */
export async function waitUntilActive(watch: Watch, name: string, timeout: number): Promise<RawPool> {
	const look = async () => {
		const pools = await poolsWithStatistics(watch);
		const pool = pools.find(({ pool_name }) => pool_name === name);
		if (pool === undefined) throw missing('pool', name);
		return pool;
	};
	return await watch.wait(look, isActive, { what: `all placement groups of pool ${JSON.stringify(name)} to become active`, timeout });
}

export function isActive({ pg_num, pg_num_target, pg_placement_num, pg_placement_num_target, pg_status = {} }: RawPool): boolean {
	const states = Object.entries(pg_status);
	const counted = states.reduce((sum, [, count]) => sum + count, 0);
	const settled = pg_num === pg_num_target && pg_placement_num === pg_placement_num_target;
	return settled && counted === pg_num && states.every(([state]) => state.split('+').includes('active'));
}

import { defineOperation } from '../../../shared/operation.ts';
import { poolsWithStatistics } from '../../dashboard/pools.ts';
import type { CephContext } from '../../transport.ts';
import { poolItem } from './pool-item.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many pools',
	description: 'List the pools with their settings, the state of their placement groups and how much they hold',
	fields: {},
	list: true,
	async run(ceph) {
		const pools = await poolsWithStatistics(ceph);
		return pools.map(poolItem).sort((a, b) => (a.pool < b.pool ? -1 : 1));
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import { poolsWithStatistics } from '../../dashboard/pools.ts';
import type { CephContext } from '../../transport.ts';
import { poolField } from './fields.ts';
import { poolItem } from './pool-item.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a pool',
	description: 'Get the settings of a pool, the state of its placement groups and how much it holds',
	fields: { pool: poolField },
	async run({ fields: { pool }, ...ceph }) {
		const pools = await poolsWithStatistics(ceph);
		const found = pools.find(({ pool_name }) => pool_name === pool);
		if (found === undefined) throw missing('pool', pool);
		return poolItem(found);
	},
});

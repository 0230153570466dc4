import { defineOperation } from '../../../shared/operation.ts';
import { segment } from '../../../shared/path-segment.ts';
import { poolNamed } from '../../dashboard/pools.ts';
import type { CephContext } from '../../transport.ts';
import { poolField } from './fields.ts';

export const deletePool = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a pool',
	description: 'Delete a pool with all that it holds, which cannot be undone; the cluster must allow it by mon_allow_pool_delete',
	fields: { pool: poolField },
	async run({ fields: { pool }, dashboard }) {
		// Ceph takes a pool that is not there for deleted.
		await poolNamed(dashboard, pool);
		await dashboard.send('DELETE', `api/pool/${segment(pool)}`);
		return { pool, deleted: true };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { poolsWithStatistics } from '../../dashboard/pools.ts';
import { wholeList } from '../../dashboard/whole-list.ts';
import type { CephContext } from '../../transport.ts';
import { byDeviceClass, type OsdUsage, ofPool } from './usage.ts';
import { share } from './share.ts';

export const capacity = defineOperation<CephContext>()({
	name: 'Get Capacity',
	action: 'Get the capacity of the cluster',
	description: 'How many bytes the cluster has, how many are used and how many are left: as a whole, per device class and per pool',
	fields: {},
	async run(ceph) {
		const { dashboard } = ceph;
		const [{ total_bytes, total_used_raw_bytes, total_avail_bytes }, osds, pools] = await Promise.all([
			dashboard.get<Record<'total_bytes' | 'total_used_raw_bytes' | 'total_avail_bytes', number>>('api/health/get_cluster_capacity'),
			wholeList<OsdUsage>(dashboard, 'api/osd'),
			poolsWithStatistics(ceph),
		]);
		return {
			totalBytes: total_bytes,
			usedBytes: total_used_raw_bytes,
			availableBytes: total_avail_bytes,
			usedPercent: share(total_used_raw_bytes, total_bytes),
			deviceClasses: byDeviceClass(osds),
			pools: pools.map(ofPool),
		};
	},
});

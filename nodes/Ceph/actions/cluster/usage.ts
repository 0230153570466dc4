import type { RawPool } from '../../dashboard/pools.ts';
import { share } from './share.ts';

/** What the list of OSDs says of their space. */
export interface OsdUsage {
	tree?: { device_class?: string };
	osd_stats?: { kb: number; kb_used: number; kb_avail: number };
}

/** The space of all OSDs of a class, in the order of the names; an OSD without a class counts under none. */
export function byDeviceClass(osds: readonly OsdUsage[]) {
	const classes = Map.groupBy(osds, ({ tree }) => tree?.device_class ?? '');
	return [...classes]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([deviceClass, members]) => {
			const sum = (of: 'kb' | 'kb_used' | 'kb_avail') => members.reduce((kib, { osd_stats }) => kib + (osd_stats?.[of] ?? 0), 0) * 1024;
			return {
				deviceClass: deviceClass === '' ? null : deviceClass,
				osds: members.length,
				totalBytes: sum('kb'),
				usedBytes: sum('kb_used'),
				availableBytes: sum('kb_avail'),
				usedPercent: share(sum('kb_used'), sum('kb')),
			};
		});
}

export function ofPool({ pool_name, stats }: RawPool) {
	const latest = (name: string) => stats?.[name]?.latest ?? 0;
	return {
		pool: pool_name,
		objects: latest('objects'),
		storedBytes: latest('stored'),
		usedBytes: latest('bytes_used'),
		availableBytes: latest('max_avail'),
		usedPercent: share(latest('percent_used'), 1),
	};
}

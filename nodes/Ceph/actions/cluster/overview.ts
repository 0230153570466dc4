import { type Health, healthInWords } from './health-in-words.ts';
import { share } from './share.ts';

/** What `GET api/health/minimal` answers; parts that the user may not see are missing. */
export interface MinimalHealth {
	health: Health;
	mon_status?: { monmap: { mons: unknown[] }; quorum: number[] };
	mgr_map?: { active_name: string; standbys: { name: string }[] };
	osd_map?: { osds: { in: number; up: number }[] };
	pools?: unknown[];
	pg_info?: { statuses: Record<string, number>; object_stats: Record<string, number> };
	df?: { stats: { total_bytes: number; total_avail_bytes: number; total_used_raw_bytes: number } };
	client_perf?: Record<string, number>;
	hosts?: number;
}

/** The state of a cluster at one look, as an operation gives it. */
export function overview({ health, mon_status, mgr_map, osd_map, pools, pg_info, df, client_perf, hosts }: MinimalHealth) {
	const { status, healthy, summary } = healthInWords(health);
	return {
		health: status,
		healthy,
		summary,
		monitors: mon_status && { total: mon_status.monmap.mons.length, inQuorum: mon_status.quorum.length },
		managers: mgr_map && { active: mgr_map.active_name, standbys: mgr_map.standbys.map(({ name }) => name) },
		osds: osd_map && {
			total: osd_map.osds.length,
			up: osd_map.osds.filter(({ up }) => up === 1).length,
			in: osd_map.osds.filter((osd) => osd.in === 1).length,
		},
		hosts,
		pools: pools?.length,
		placementGroups: pg_info && { total: Object.values(pg_info.statuses).reduce((sum, count) => sum + count, 0), states: pg_info.statuses },
		objects: pg_info && {
			total: pg_info.object_stats.num_objects,
			copies: pg_info.object_stats.num_object_copies,
			degraded: pg_info.object_stats.num_objects_degraded,
			misplaced: pg_info.object_stats.num_objects_misplaced,
			unfound: pg_info.object_stats.num_objects_unfound,
		},
		capacity: df && {
			totalBytes: df.stats.total_bytes,
			usedBytes: df.stats.total_used_raw_bytes,
			availableBytes: df.stats.total_avail_bytes,
			usedPercent: share(df.stats.total_used_raw_bytes, df.stats.total_bytes),
		},
		io: client_perf && {
			readBytesPerSecond: client_perf.read_bytes_sec,
			writeBytesPerSecond: client_perf.write_bytes_sec,
			readsPerSecond: client_perf.read_op_per_sec,
			writesPerSecond: client_perf.write_op_per_sec,
			recoveryBytesPerSecond: client_perf.recovering_bytes_per_sec,
		},
	};
}

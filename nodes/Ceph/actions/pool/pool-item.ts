import type { RawPool } from '../../dashboard/pools.ts';

/** What can be chosen for a pool, under the names of the fields; bytes are numbers. */
export interface PoolSettings {
	type?: 'replicated' | 'erasure';
	erasureCodeProfile?: string;
	crushRule?: string;
	applications?: string[];
	size?: number;
	minSize?: number;
	pgNum?: number;
	pgAutoscaleMode?: string;
	quotaBytes?: number;
	quotaObjects?: number;
	compressionMode?: string;
	compressionAlgorithm?: string;
	compressionRatio?: number;
	compressionMinBlob?: number;
	compressionMaxBlob?: number;
	ecOverwrites?: boolean;
}

/** How a pool is set up; what follows the settings of the OSDs is `unset`, or 0 where it is a number. */
export function settingsOf(pool: RawPool): Required<PoolSettings> {
	const { options, flags_names } = pool;
	const number = (name: string) => Number(options[name] ?? 0);
	const text = (name: string) => (typeof options[name] === 'string' ? options[name] : 'unset');
	return {
		type: pool.type,
		erasureCodeProfile: pool.erasure_code_profile,
		crushRule: pool.crush_rule,
		applications: [...pool.application_metadata].sort(),
		size: pool.size,
		minSize: pool.min_size,
		pgNum: pool.pg_num_target,
		pgAutoscaleMode: pool.pg_autoscale_mode,
		quotaBytes: pool.quota_max_bytes,
		quotaObjects: pool.quota_max_objects,
		compressionMode: text('compression_mode'),
		compressionAlgorithm: text('compression_algorithm'),
		compressionRatio: number('compression_required_ratio'),
		compressionMinBlob: number('compression_min_blob_size'),
		compressionMaxBlob: number('compression_max_blob_size'),
		ecOverwrites: flags_names.split(',').includes('ec_overwrites'),
	};
}

/** A pool as operations give it. */
export function poolItem(pool: RawPool) {
	const { pg_status, stats } = pool;
	const latest = (name: string) => stats?.[name]?.latest ?? 0;
	return {
		pool: pool.pool_name,
		id: pool.pool,
		...settingsOf(pool),
		placementGroups: pg_status && { total: pool.pg_num, states: pg_status },
		usage: stats && {
			objects: latest('objects'),
			storedBytes: latest('stored'),
			usedBytes: latest('bytes_used'),
			availableBytes: latest('max_avail'),
		},
		flags: pool.flags_names.split(',').filter((flag) => flag !== ''),
	};
}

/** Settings in the words of the Dashboard; sizes come before what depends on them. */
export function toBody(settings: PoolSettings): Record<string, unknown> {
	const body = {
		flags: settings.ecOverwrites === true ? ['ec_overwrites'] : undefined,
		application_metadata: settings.applications,
		quota_max_bytes: settings.quotaBytes,
		quota_max_objects: settings.quotaObjects,
		crush_rule: settings.crushRule,
		size: settings.size,
		min_size: settings.minSize,
		pg_autoscale_mode: settings.pgAutoscaleMode,
		pg_num: settings.pgNum,
		compression_algorithm: settings.compressionAlgorithm,
		compression_mode: settings.compressionMode,
		compression_required_ratio: settings.compressionRatio,
		compression_min_blob_size: settings.compressionMinBlob,
		compression_max_blob_size: settings.compressionMaxBlob,
	};
	return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

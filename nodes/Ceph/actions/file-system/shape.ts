import { isoTime } from '../../iso-time.ts';
import { shortVersion } from '../../dashboard/version.ts';

/** A file system as `api/cephfs` lists it: the monitors' own map. */
export interface FileSystemMap {
	id: number;
	mdsmap: {
		fs_name: string;
		created: string;
		max_mds: number;
		in: number[];
		up: Record<string, number>;
		failed: number[];
		damaged: number[];
		standby_count_wanted: number;
		metadata_pool: number;
		data_pools: number[];
		flags_state?: Record<string, boolean>;
	};
}

/** What `api/cephfs/{id}` answers. */
export interface FileSystemStatus {
	cephfs: {
		id: number;
		name: string;
		client_count: number;
		ranks: { rank: number | string; state: string; mds: string; activity: number; dns: number; inos: number; dirs?: number; caps?: number }[];
		pools: { pool: string; type: string; used: number; avail: number }[];
		flags?: Record<string, boolean>;
	};
	standbys: { name: string }[];
	versions: Record<string, string[]>;
}

/** A client's session with a metadata server, as `api/cephfs/{id}/clients` lists it. */
export interface Session {
	id: number;
	type: string;
	hostname: string;
	version: string;
	root?: string;
	state?: string;
	num_caps?: number;
	uptime?: number;
	inst?: string;
	entity?: { addr?: { addr?: string } };
	client_metadata?: { entity_id?: string; mount_point?: string };
}

/** A directory, as `api/cephfs/{id}/ls_dir` lists it; the root has no parent and no quotas. */
export interface Directory {
	name: string;
	path: string;
	parent: string | null;
	snapshots: { name: string; path: string; created: string }[];
	quotas: Quotas | null;
}

/** 0 where there is none. */
export interface Quotas {
	max_bytes: number;
	max_files: number;
}

export function fileSystemOf({ id, mdsmap }: FileSystemMap) {
	return {
		id,
		name: mdsmap.fs_name,
		createdAt: isoTime(mdsmap.created),
		joinable: mdsmap.flags_state?.joinable,
		activeRanks: Object.keys(mdsmap.up).length,
		wantedRanks: mdsmap.max_mds,
		failedRanks: mdsmap.failed,
		damagedRanks: mdsmap.damaged,
		wantedStandbys: Math.max(0, mdsmap.standby_count_wanted),
		metadataPoolId: mdsmap.metadata_pool,
		dataPoolIds: mdsmap.data_pools,
	};
}

/** Pools of one file system do not share what they use, but they do share what is free. */
export function statusOf({ cephfs, standbys, versions }: FileSystemStatus) {
	const pools = cephfs.pools.map(({ pool, type, used, avail }) => ({ pool, type, usedBytes: used, availableBytes: avail }));
	return {
		id: cephfs.id,
		name: cephfs.name,
		clients: cephfs.client_count,
		ranks: cephfs.ranks.map(({ rank, state, mds, activity, dns, inos, dirs, caps }) => ({
			rank,
			state,
			daemon: mds || null,
			requestsPerSecond: activity,
			dentries: dns,
			inodes: inos,
			directories: dirs,
			capabilities: caps,
		})),
		standbys: standbys.map(({ name }) => name),
		pools,
		usedBytes: pools.reduce((sum, { usedBytes }) => sum + usedBytes, 0),
		availableBytes: Math.max(0, ...pools.filter(({ type }) => type === 'data').map(({ availableBytes }) => availableBytes)),
		flags: cephfs.flags,
		versions: Object.entries(versions).map(([version, daemons]) => ({ version: shortVersion(version), daemons })),
	};
}

export function clientOf({ id, type, hostname, version, root, state, num_caps, uptime, inst, entity, client_metadata = {} }: Session) {
	return {
		id,
		type,
		hostname,
		// Older releases tell the address as a part of `inst` alone: client.4305 192.168.0.5:0/123.
		address: entity?.addr?.addr ?? inst?.split(' ').at(-1),
		user: client_metadata.entity_id,
		root,
		mountPoint: client_metadata.mount_point,
		state,
		capabilities: num_caps,
		uptimeSeconds: uptime,
		version: shortVersion(version),
	};
}

export function directoryOf({ name, path, parent, snapshots, quotas }: Directory) {
	return {
		name,
		path,
		parent,
		snapshots: snapshots.map(({ name, created }) => ({ name, createdAt: isoTime(created) })),
		...quotaOf(quotas),
	};
}

/** `null` where there is no limit. */
export function quotaOf(quotas: Quotas | null) {
	return { maxBytes: quotas?.max_bytes || null, maxFiles: quotas?.max_files || null };
}

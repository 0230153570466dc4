import { isoTime } from '../../iso-time.ts';

/** What Ceph tells of a subvolume or of a group of them. */
export interface Info {
	path?: string;
	state?: string;
	type?: string;
	features?: string[];
	bytes_quota: number | 'infinite';
	bytes_used: number;
	data_pool: string;
	pool_namespace?: string;
	uid: number;
	gid: number;
	mode: number;
	created_at: string;
	mtime: string;
	earmark?: string;
	source?: { volume: string; subvolume: string; snapshot: string; group?: string };
}

/** An entry of a list; what is being cloned or was not finished has a name only. */
export interface Entry {
	name: string;
	info?: Info;
}

/** An entry of the list of a subvolume's snapshots. */
export interface SnapshotEntry {
	name: string;
	info?: { created_at: string; data_pool?: string; has_pending_clones?: string; pending_clones?: { name: string; target_group?: string }[] };
}

/** Where something is: which file system and group. */
export interface Place {
	fileSystem: string;
	group: string;
}

export function subvolumeOf({ fileSystem, group }: Place, { name, info }: Entry) {
	return { fileSystem, group: group || null, subvolume: name, ready: info !== undefined, ...(info && infoOf(info)) };
}

export function groupOf(fileSystem: string, { name, info }: Entry) {
	return { fileSystem, group: name, ...(info && infoOf(info)) };
}

function infoOf(info: Info) {
	return {
		path: info.path,
		state: info.state,
		type: info.type,
		maxBytes: info.bytes_quota === 'infinite' ? null : info.bytes_quota,
		usedBytes: info.bytes_used,
		dataPool: info.data_pool,
		namespace: info.pool_namespace || null,
		mode: (info.mode & 0o7777).toString(8),
		userId: info.uid,
		groupId: info.gid,
		createdAt: isoTime(info.created_at),
		modifiedAt: isoTime(info.mtime),
		features: info.features,
		earmark: info.earmark || undefined,
		source: info.source,
	};
}

export function snapshotOf({ fileSystem, group }: Place, subvolume: string, { name, info }: SnapshotEntry) {
	return {
		fileSystem,
		group: group || null,
		subvolume,
		snapshot: name,
		createdAt: isoTime(info?.created_at),
		dataPool: info?.data_pool,
		pendingClones: (info?.pending_clones ?? []).map((clone) => clone.name),
		hasPendingClones: info?.has_pending_clones === 'yes',
	};
}

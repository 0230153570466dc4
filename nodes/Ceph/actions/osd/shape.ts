/** An entry of the OSD map, with the number that the Dashboard adds. */
export interface OsdMapEntry {
	osd: number;
	/** 1 or 0. */
	up: number;
	/** 1 or 0. */
	in: number;
	/** From 0 (out) to 1; what `reweight` changes. */
	weight: number;
	primary_affinity?: number;
	state: string[];
	uuid?: string;
	public_addr?: string;
	cluster_addr?: string;
}

/** An OSD as `api/osd` lists it. One that has never run has no place in the tree and no statistics. */
export interface Osd extends OsdMapEntry {
	osd_stats?: { num_pgs: number; kb: number; kb_used: number; kb_avail: number };
	tree?: { device_class?: string; crush_weight?: number };
	host?: { name: string };
	operational_status?: string;
}

/** What an OSD says of itself; only what people ask for. */
export interface OsdMetadata {
	ceph_version_short?: string;
	osd_objectstore?: string;
	hostname?: string;
	devices?: string;
	device_ids?: string;
	rotational?: string;
}

export function osdOf({ osd, up, in: isIn, weight, primary_affinity, state, osd_stats, tree = {}, host, operational_status }: Osd) {
	return {
		id: osd,
		name: `osd.${osd}`,
		up: up === 1,
		in: isIn === 1,
		state,
		host: host?.name ?? null,
		deviceClass: tree.device_class ?? null,
		weight: tree.crush_weight ?? 0,
		reweight: rounded(weight),
		primaryAffinity: primary_affinity,
		placementGroups: osd_stats?.num_pgs ?? 0,
		totalBytes: (osd_stats?.kb ?? 0) * 1024,
		usedBytes: (osd_stats?.kb_used ?? 0) * 1024,
		availableBytes: (osd_stats?.kb_avail ?? 0) * 1024,
		operationalStatus: operational_status,
	};
}

export function metadataOf({ uuid, public_addr, cluster_addr }: OsdMapEntry, metadata: OsdMetadata | null) {
	return {
		uuid,
		publicAddress: public_addr,
		clusterAddress: cluster_addr,
		version: metadata?.ceph_version_short,
		objectStore: metadata?.osd_objectstore,
		devices: metadata?.devices?.split(',').filter((device) => device !== ''),
		rotational: metadata?.rotational === undefined ? undefined : metadata.rotational === '1',
	};
}

/** Ceph keeps weights in 65,536 steps: 0.99 comes back as 0.990005. */
export function rounded(weight: number): number {
	return Math.round(weight * 10_000) / 10_000;
}

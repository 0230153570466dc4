/** What the Dashboard says of an image, as far as this node reads it. */
export interface DashboardImage {
	name: string;
	pool_name: string;
	namespace: string | null;
	id: string;
	/** With pool and namespace. */
	unique_id: string;
	size: number;
	obj_size: number;
	num_objs: number;
	features_name: string[];
	stripe_unit: number;
	stripe_count: number;
	/** `null` when the data is where the image is. */
	data_pool: string | null;
	parent: { pool_name: string; pool_namespace: string; image_name: string; snap_name: string } | null;
	timestamp: string;
	snapshots: DashboardSnapshot[];
	/** Bytes; `null` where the feature fast-diff, by which they are counted, is off. */
	disk_usage: number | null;
	total_disk_usage: number | null;
	configuration: { name: string; value: string; source: number }[];
	/** Earlier releases give none. */
	metadata?: Record<string, string>;
	mirror_mode?: string;
}

/** An image whose deletion was begun and has not ended: all that lists still know of it. */
export interface RemovingImage {
	name: string;
	pool_name: string;
	namespace: string | null;
	id: string;
	unique_id: string;
	source: 'REMOVING';
}

export interface DashboardSnapshot {
	id: number;
	name: string;
	size: number;
	/** 0: made by a user, 1: of a group, 3: of mirroring. */
	namespace: number;
	timestamp: string;
	is_protected: boolean | null;
	disk_usage?: number | null;
	children: { pool_name: string; image_name: string }[];
}

export interface TrashEntry {
	id: string;
	name: string;
	/** Who moved it there: USER, MIRRORING, MIGRATION, REMOVING or USER_PARENT. */
	source: string;
	pool_name: string;
	namespace: string;
	deletion_time: string;
	deferment_end_time: string;
}

import { isoTime } from '../iso-time.ts';
import type { DashboardImage, DashboardSnapshot, RemovingImage, TrashEntry } from './dashboard-answers.ts';
import type { ImageSpec } from './image-spec.ts';

/** An image's own settings, where others come from its pool (1) or from the cluster (0). */
const SET_ON_IMAGE = 2;
const SNAPSHOT_KINDS = ['user', 'group', 'trash', 'mirror'];

/** What the Dashboard says of an image, in the words of this node. */
export function describeImage(image: DashboardImage | RemovingImage) {
	const identity = { pool: image.pool_name, namespace: image.namespace ?? '', image: image.name, id: image.id };
	if ('source' in image) return { ...identity, removing: true };
	return {
		...identity,
		size: image.size,
		objectSize: image.obj_size,
		objects: image.num_objs,
		features: image.features_name,
		stripeUnit: image.stripe_unit,
		stripeCount: image.stripe_count,
		dataPool: image.data_pool,
		parent: image.parent && {
			pool: image.parent.pool_name,
			namespace: image.parent.pool_namespace,
			image: image.parent.image_name,
			snapshot: image.parent.snap_name,
		},
		snapshots: image.snapshots.map(describeSnapshot),
		usedSize: image.disk_usage,
		usedSizeWithSnapshots: image.total_disk_usage,
		metadata: image.metadata ?? {},
		configuration: ownConfiguration(image),
		mirrorMode: image.mirror_mode === undefined || image.mirror_mode === 'Disabled' ? null : image.mirror_mode,
		createdAt: isoTime(image.timestamp),
	};
}

export function describeSnapshot(snapshot: DashboardSnapshot) {
	return {
		snapshot: snapshot.name,
		id: snapshot.id,
		size: snapshot.size,
		usedSize: snapshot.disk_usage ?? null,
		protected: snapshot.is_protected ?? false,
		kind: SNAPSHOT_KINDS[snapshot.namespace] ?? 'other',
		children: snapshot.children.map(({ pool_name, image_name }) => ({ pool: pool_name, image: image_name })),
		createdAt: isoTime(snapshot.timestamp),
	};
}

/** {@link describeSnapshot} with the image that it is of. */
export function describeSnapshotOf({ pool, namespace, image }: ImageSpec, snapshot: DashboardSnapshot) {
	return { pool, namespace, image, ...describeSnapshot(snapshot) };
}

export function describeTrashEntry(entry: TrashEntry) {
	return {
		pool: entry.pool_name,
		namespace: entry.namespace,
		image: entry.name,
		id: entry.id,
		source: entry.source.toLowerCase(),
		movedAt: isoTime(entry.deletion_time),
		keptUntil: isoTime(entry.deferment_end_time),
	};
}

/** The settings that are the image's own, under Ceph's names. */
export function ownConfiguration({ configuration }: Pick<DashboardImage, 'configuration'>): Record<string, string> {
	return Object.fromEntries(configuration.filter(({ source }) => source === SET_ON_IMAGE).map(({ name, value }) => [name, value]));
}

import type { Dashboard } from '../dashboard/dashboard.ts';
import { missing } from '../dashboard/missing.ts';
import { describeSnapshotOf } from './describe.ts';
import { type SnapshotSpec, snapshotPath } from './image-spec.ts';
import { inWords } from './failure.ts';
import { getImage } from './images.ts';

/** A snapshot as operations give it out. */
export async function describedSnapshot(dashboard: Dashboard, spec: SnapshotSpec) {
	const found = (await getImage(dashboard, spec)).snapshots.find(({ name }) => name === spec.snapshot);
	if (found === undefined) throw missing('snapshot', spec.snapshot);
	return describeSnapshotOf(spec, found);
}

/** Changes a snapshot; what the request leaves out stays as it is. */
export async function editSnapshot(dashboard: Dashboard, spec: SnapshotSpec, change: { is_protected?: boolean; new_snap_name?: string }): Promise<void> {
	const made = change.new_snap_name === undefined ? undefined : { snapshot: change.new_snap_name };
	await inWords(dashboard, { image: spec, made }, () => dashboard.send('PUT', snapshotPath(spec), change));
}

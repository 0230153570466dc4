import { defineOperation } from '../../../shared/operation.ts';
import { takeSnapshot } from '../../dashboard/take-snapshot.ts';
import { imageFields } from '../../rbd/fields.ts';
import { checkName, imagePath } from '../../rbd/image-spec.ts';
import { describedSnapshot } from '../../rbd/snapshots.ts';
import type { CephContext } from '../../transport.ts';
import { snapshotName } from './fields.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a snapshot of a block image',
	description: 'Keep what a block image is now under a name; what was written to it but not yet flushed is not in it',
	fields: { ...imageFields, snapshot: snapshotName },
	async run({ fields: spec, dashboard }) {
		await takeSnapshot(dashboard, imagePath(spec), checkName(spec.snapshot, 'Snapshot'));
		return await describedSnapshot(dashboard, spec);
	},
});

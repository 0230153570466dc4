import { defineOperation } from '../../../shared/operation.ts';
import { takeSnapshot } from '../../dashboard/take-snapshot.ts';
import { inWords } from '../../rbd/failure.ts';
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
		const { snapshot, ...image } = spec;
		checkName(snapshot, 'Snapshot');
		await inWords(dashboard, { image, made: { snapshot } }, () => takeSnapshot(dashboard, imagePath(image), snapshot));
		return await describedSnapshot(dashboard, spec);
	},
});

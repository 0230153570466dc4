import { defineOperation } from '../../../shared/operation.ts';
import { describeSnapshotOf } from '../../rbd/describe.ts';
import { imageFields } from '../../rbd/fields.ts';
import { getImage } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many snapshots of a block image',
	description: 'List the snapshots of a block image with their clones, oldest first',
	fields: imageFields,
	list: true,
	async run({ fields: spec, dashboard }) {
		const { snapshots } = await getImage(dashboard, spec);
		return snapshots.toSorted((a, b) => a.id - b.id).map((snapshot) => describeSnapshotOf(spec, snapshot));
	},
});

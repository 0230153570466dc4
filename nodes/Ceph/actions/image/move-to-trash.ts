import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { describeTrashEntry } from '../../rbd/describe.ts';
import { imageFields } from '../../rbd/fields.ts';
import { imagePath } from '../../rbd/image-spec.ts';
import { getImage } from '../../rbd/images.ts';
import { trashSettled } from '../../rbd/trash.ts';
import type { CephContext } from '../../transport.ts';

const HOUR = 3_600;

export const moveToTrash = defineOperation<CephContext>()({
	name: 'Move to Trash',
	action: 'Move a block image to the trash',
	description: 'Move a block image to the trash of its pool, from where it can be restored; works for images with snapshots and clones, too',
	fields: {
		...imageFields,
		options: collection('Add option', {
			keepHours: {
				displayName: 'Keep for (Hours)',
				type: 'number',
				default: 24,
				typeOptions: { minValue: 0, numberPrecision: 2 },
				description: 'How long the image cannot be deleted from the trash but by force; not at all when the option is not given',
			},
		}),
	},
	async run({ fields: { options, ...spec }, dashboard, signal }) {
		const { id } = await getImage(dashboard, spec);
		await dashboard.send('POST', `${imagePath(spec)}/move_trash`, { delay: Math.round((options.keepHours ?? 0) * HOUR) });
		const entry = await trashSettled(dashboard, { ...spec, id }, true, signal);
		return { ...spec, id, ...(entry && describeTrashEntry(entry)), inTrash: true };
	},
});

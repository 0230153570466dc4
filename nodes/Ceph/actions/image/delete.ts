import { InvalidField, SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { DashboardImage } from '../../rbd/dashboard-answers.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { imageFields } from '../../rbd/fields.ts';
import { imagePath, specOf } from '../../rbd/image-spec.ts';
import { getImage } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';

export const deleteImage = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a block image',
	description: 'Delete a block image with all its data, at once and for good',
	fields: {
		...imageFields,
		options: collection('Add option', {
			deleteSnapshots: {
				displayName: 'Delete Snapshots',
				type: 'boolean',
				default: false,
				description: 'Whether to delete the snapshots of the image with it, protected ones as well; without this, an image that has any stays',
			},
			timeLimit,
		}),
	},
	async run({ fields: { options, ...spec }, dashboard }) {
		const found = await getImage(dashboard, spec);
		// The Dashboard deletes one snapshot after the other and stops half-way at one that it cannot delete.
		checkSnapshots(found, specOf(spec), options.deleteSnapshots ?? false);
		await dashboard.send('DELETE', imagePath(spec), undefined, { timeout: timeoutOf(options) });
		return { ...spec, id: found.id, deleted: true, deletedSnapshots: found.snapshots.length };
	},
});

function checkSnapshots({ snapshots }: DashboardImage, name: string, mayDelete: boolean): void {
	const children = snapshots.flatMap((snapshot) => snapshot.children.map(({ pool_name, image_name }) => `${pool_name}/${image_name}`));
	if (children.length > 0) {
		throw new SystemError({
			message: `Image ${name} has clones: ${children.join(', ')}`,
			description: 'Flatten or delete them first, or move the image to the trash.',
			code: '409',
		});
	}
	if (snapshots.length > 0 && !mayDelete) {
		throw new InvalidField('Delete Snapshots', `image ${name} has snapshots: ${snapshots.map((snapshot) => snapshot.name).join(', ')}`, 'on, to delete them with the image');
	}
}

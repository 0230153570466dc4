import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { inWords } from '../../rbd/failure.ts';
import { namespaceOf, pool, snapshotFields } from '../../rbd/fields.ts';
import { snapshotPath, specOf } from '../../rbd/image-spec.ts';
import { describedImage, refreshList } from '../../rbd/images.ts';
import { derivedImageRequest, newImageFields } from '../../rbd/new-image.ts';
import { editSnapshot } from '../../rbd/snapshots.ts';
import type { CephContext } from '../../transport.ts';

export const clone = defineOperation<CephContext>()({
	name: 'Clone',
	action: 'Clone a snapshot to a block image',
	description: 'Make a block image that begins as a snapshot, at once and whatever its size, and reads from it what it has not written itself',
	fields: {
		...snapshotFields,
		childPool: { ...pool, displayName: 'Child Pool', description: 'The pool to create the clone in' },
		childNamespace: namespaceOf('searchBlockNamespacesOfChild', {
			displayName: 'Child Namespace',
			description: 'The namespace to create the clone in, outside any when empty; another than that of the image needs clones of format 2, for which all clients are of Mimic or later',
		}),
		childImage: {
			displayName: 'Child Image',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. database-test',
			description: 'Name of the clone: any characters but "/" and "@"',
		},
		options: collection('Add option', {
			...newImageFields,
			protect: {
				displayName: 'Protect Snapshot',
				type: 'boolean',
				default: false,
				description: 'Whether to protect the snapshot first, which clusters ask for that allow clients older than Mimic',
			},
			timeLimit,
		}),
	},
	async run({ fields: { childPool, childNamespace, childImage, options, ...parent }, dashboard }) {
		const child = { pool: childPool, namespace: childNamespace, image: childImage };
		specOf(child, 'Child');
		const request = {
			child_pool_name: childPool,
			child_namespace: childNamespace || null,
			child_image_name: childImage,
			...derivedImageRequest(options),
		};
		if (options.protect) await editSnapshot(dashboard, parent, { is_protected: true });
		await inWords(dashboard, { image: parent, made: child }, () => dashboard.send('POST', `${snapshotPath(parent)}/clone`, request, { timeout: timeoutOf(options) }));
		await refreshList(dashboard, child);
		return await describedImage(dashboard, child);
	},
});

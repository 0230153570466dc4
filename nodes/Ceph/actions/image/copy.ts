import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { inWords } from '../../rbd/failure.ts';
import { image, imageFields, namespaceOf, pool } from '../../rbd/fields.ts';
import { checkName, imagePath, specOf } from '../../rbd/image-spec.ts';
import { describedImage } from '../../rbd/images.ts';
import { derivedImageRequest, newImageFields } from '../../rbd/new-image.ts';
import type { CephContext } from '../../transport.ts';
import { imageName } from './fields.ts';

export const copy = defineOperation<CephContext>()({
	name: 'Copy',
	action: 'Copy a block image',
	description: 'Copy the content of a block image, or of one of its snapshots, to a new image; snapshots are not copied',
	fields: {
		...imageFields,
		image: { ...image, description: 'The image to copy' },
		destinationPool: { ...pool, displayName: 'Destination Pool', description: 'The pool to copy to' },
		destinationNamespace: namespaceOf('searchBlockNamespacesOfDestination', {
			displayName: 'Destination Namespace',
			description: 'The namespace to copy to; outside any when empty',
		}),
		destinationImage: { ...imageName, displayName: 'Destination Image', description: 'Name of the copy: any characters but "/" and "@"' },
		options: collection('Add option', {
			...newImageFields,
			snapshot: {
				displayName: 'Snapshot',
				type: 'string',
				default: '',
				placeholder: 'e.g. before-upgrade',
				description: 'Copy what the image was at this snapshot; what it is now when empty',
			},
			timeLimit,
		}),
	},
	async run({ fields: { destinationPool, destinationNamespace, destinationImage, options, ...source }, dashboard }) {
		const destination = { pool: destinationPool, namespace: destinationNamespace, image: destinationImage };
		specOf(destination, 'Destination');
		const request = {
			dest_pool_name: destinationPool,
			dest_namespace: destinationNamespace || null,
			dest_image_name: destinationImage,
			...(options.snapshot && { snapshot_name: checkName(options.snapshot, 'Snapshot') }),
			...derivedImageRequest(options),
		};
		const about = { image: { ...source, snapshot: options.snapshot || undefined }, made: destination };
		await inWords(dashboard, about, () => dashboard.send('POST', `${imagePath(source)}/copy`, request, { timeout: timeoutOf(options) }));
		return await describedImage(dashboard, destination);
	},
});

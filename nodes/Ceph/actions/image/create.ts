import { parseByteSize } from '../../../shared/byte-size.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inWords } from '../../rbd/failure.ts';
import { namespace, pool } from '../../rbd/fields.ts';
import { specOf } from '../../rbd/image-spec.ts';
import { createImage, describedImage } from '../../rbd/images.ts';
import { newImageFields, newImageRequest } from '../../rbd/new-image.ts';
import type { CephContext } from '../../transport.ts';
import { imageName, size } from './fields.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a block image',
	description: 'Create an empty block image; it takes up space only as it is written to',
	fields: {
		pool: { ...pool, description: 'The pool to create the image in' },
		namespace: { ...namespace, description: 'The namespace to create the image in; outside any when empty' },
		image: imageName,
		size,
		options: collection('Add option', newImageFields),
	},
	async run({ fields: { size: text, options, ...spec }, dashboard }) {
		specOf(spec);
		const [bytes, request] = [parseByteSize(text, 'Size'), newImageRequest(options)];
		await inWords(dashboard, { made: spec }, () => createImage(dashboard, spec, bytes, request));
		return await describedImage(dashboard, spec);
	},
});

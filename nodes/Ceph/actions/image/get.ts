import { defineOperation } from '../../../shared/operation.ts';
import { imageFields } from '../../rbd/fields.ts';
import { describedImage } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a block image',
	description: 'Get size, features, parent, snapshots, metadata and, with the feature fast-diff, the used space of a block image',
	fields: imageFields,
	run: async ({ fields, dashboard }) => await describedImage(dashboard, fields),
});

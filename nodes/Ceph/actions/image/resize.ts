import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { imageFields } from '../../rbd/fields.ts';
import { describedImage, editImage, getImage } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';
import { allowShrink, newSize, size } from './fields.ts';

export const resize = defineOperation<CephContext>()({
	name: 'Resize',
	action: 'Resize a block image',
	description: 'Make a block image larger or, when allowed, smaller; the file system in it has to follow',
	fields: {
		...imageFields,
		size,
		options: collection('Add option', { allowShrink, timeLimit }),
	},
	async run({ fields: { size: text, options, ...spec }, dashboard }) {
		const before = await getImage(dashboard, spec);
		await editImage(dashboard, spec, { size: newSize(text, before, options.allowShrink) }, timeoutOf(options));
		return { ...(await describedImage(dashboard, spec)), previousSize: before.size };
	},
});

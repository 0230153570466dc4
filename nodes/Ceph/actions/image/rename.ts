import { defineOperation } from '../../../shared/operation.ts';
import { imageFields, newName } from '../../rbd/fields.ts';
import { checkName } from '../../rbd/image-spec.ts';
import { describedImage, editImage } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';

export const rename = defineOperation<CephContext>()({
	name: 'Rename',
	action: 'Rename a block image',
	description: 'Give a block image another name in its pool and namespace',
	fields: { ...imageFields, newName },
	async run({ fields: { newName: name, ...spec }, dashboard }) {
		await editImage(dashboard, spec, { name: checkName(name, 'New Name') });
		return { ...(await describedImage(dashboard, { ...spec, image: name })), previousName: spec.image };
	},
});

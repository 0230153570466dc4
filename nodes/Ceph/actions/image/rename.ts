import { defineOperation } from '../../../shared/operation.ts';
import { inWords } from '../../rbd/failure.ts';
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
		checkName(name, 'New Name');
		await inWords(dashboard, { image: spec, made: { ...spec, image: name } }, () => editImage(dashboard, spec, { name }));
		return { ...(await describedImage(dashboard, { ...spec, image: name })), previousName: spec.image };
	},
});

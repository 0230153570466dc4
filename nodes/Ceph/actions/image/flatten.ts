import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { refused } from '../../rbd/failure.ts';
import { imageFields } from '../../rbd/fields.ts';
import { imagePath, specOf } from '../../rbd/image-spec.ts';
import { describedImage, getImage } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';

export const flatten = defineOperation<CephContext>()({
	name: 'Flatten',
	action: 'Flatten a block image',
	description: 'Copy into a cloned image what it still reads from its parent, so that it no longer needs it',
	fields: {
		...imageFields,
		options: collection('Add option', { timeLimit }),
	},
	async run({ fields: { options, ...spec }, dashboard }) {
		const { parent } = await getImage(dashboard, spec);
		if (parent === null) throw refused(`Block image ${JSON.stringify(specOf(spec))} has no parent to be freed of`, 'Only clones have one, until they are flattened.');
		await dashboard.send('POST', `${imagePath(spec)}/flatten`, undefined, { timeout: timeoutOf(options) });
		return await describedImage(dashboard, spec);
	},
});

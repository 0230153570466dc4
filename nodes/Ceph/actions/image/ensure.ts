import { parseByteSize } from '../../../shared/byte-size.ts';
import { collection } from '../../../shared/field.ts';
import { checkOnly, ensure as ensureDeclared } from '../../../shared/ensure.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { actualSettings, changeRequest, declaredSettings, FIXED } from '../../rbd/declared-image.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { inWords } from '../../rbd/failure.ts';
import { namespace, pool } from '../../rbd/fields.ts';
import { specOf } from '../../rbd/image-spec.ts';
import { createImage, editImage, findImage } from '../../rbd/images.ts';
import { newImageFields, newImageRequest } from '../../rbd/new-image.ts';
import type { CephContext } from '../../transport.ts';
import { allowShrink, imageName, newSize, size } from './fields.ts';

export const ensure = defineOperation<CephContext>()({
	name: 'Ensure',
	action: 'Ensure a block image',
	description: 'Create a block image unless it exists, and bring size, features, metadata and QoS limits into line; what is not given stays as it is',
	fields: {
		pool,
		namespace,
		image: imageName,
		size,
		checkOnly,
		options: collection('Add option', { ...newImageFields, allowShrink, timeLimit }),
	},
	async run({ fields: { size: text, checkOnly: looksOnly, options, ...spec }, dashboard }) {
		const name = specOf(spec);
		const request = newImageRequest(options);
		const bytes = parseByteSize(text, 'Size');
		const declared = declaredSettings(spec.pool, bytes, request);
		const ensured = await ensureDeclared(
			{
				what: `Image "${name}"`,
				declared,
				fixed: FIXED,
				find: () => findImage(dashboard, spec),
				actual: (found) => actualSettings(found, declared),
				create: () => inWords(dashboard, { made: spec }, () => createImage(dashboard, spec, bytes, request)),
				change: async (settings, found) => {
					if (settings.includes('size')) newSize(text, found, options.allowShrink);
					await editImage(dashboard, spec, changeRequest(settings, declared, found), timeoutOf(options));
				},
			},
			looksOnly,
		);
		return { ...spec, ...ensured };
	},
});

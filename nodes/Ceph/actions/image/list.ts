import { collection, optional } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { describeImage } from '../../rbd/describe.ts';
import { namespace, pool } from '../../rbd/fields.ts';
import { checkNamespace } from '../../rbd/image-spec.ts';
import { currentImagesOf } from '../../rbd/images.ts';
import type { CephContext } from '../../transport.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many block images',
	description: 'List block images with what is known of each; what other programs make shows within half a minute',
	fields: {
		pool: { ...optional(pool), description: 'Only images of this pool; those of all pools for images when empty' },
		namespace: { ...namespace, description: 'Only images of this namespace; those of all and of none when empty' },
		options: collection('Add option', {
			outsideNamespaces: {
				displayName: 'Outside Namespaces',
				type: 'boolean',
				default: false,
				description: 'Whether to list only images that are in no namespace',
			},
			search: {
				displayName: 'Search',
				type: 'string',
				default: '',
				description: 'Only images with this in their name, pool or namespace; upper and lower case differ',
			},
		}),
	},
	list: true,
	async *run({ fields: { pool: inPool, namespace: inNamespace, options }, limit, dashboard, signal }) {
		const within = options.outsideNamespaces ? '' : checkNamespace(inNamespace) || undefined;
		const query = { pool: inPool, namespace: within, search: options.search };
		for await (const found of currentImagesOf(dashboard, query, limit, signal)) yield describeImage(found);
	},
});

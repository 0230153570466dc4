import { optional } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { describeTrashEntry } from '../../rbd/describe.ts';
import { namespace, pool } from '../../rbd/fields.ts';
import { checkNamespace } from '../../rbd/image-spec.ts';
import { trashOf } from '../../rbd/trash.ts';
import type { CephContext } from '../../transport.ts';

export const listTrash = defineOperation<CephContext>()({
	name: 'Get Many From Trash',
	action: 'Get many block images from the trash',
	description: 'List the block images in the trash, with the time until which each is kept',
	fields: {
		pool: { ...optional(pool), description: 'Only the trash of this pool; that of all pools for images when empty' },
		namespace: { ...namespace, description: 'Only images of this namespace; those of all and of none when empty' },
	},
	list: true,
	async run({ fields: { pool: inPool, namespace: inNamespace }, dashboard, signal }) {
		const within = checkNamespace(inNamespace);
		const entries = await trashOf(dashboard, inPool, signal);
		return entries.filter((entry) => within === '' || entry.namespace === within).map(describeTrashEntry);
	},
});

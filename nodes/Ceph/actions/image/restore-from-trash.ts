import { collection, optional } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import { inWords } from '../../rbd/failure.ts';
import { namespace, newName, pool } from '../../rbd/fields.ts';
import { checkName, trashPath } from '../../rbd/image-spec.ts';
import { describedImage, refreshList } from '../../rbd/images.ts';
import { findInTrash, trashSettled } from '../../rbd/trash.ts';
import type { CephContext } from '../../transport.ts';
import { trashEntry } from './fields.ts';

export const restoreFromTrash = defineOperation<CephContext>()({
	name: 'Restore From Trash',
	action: 'Restore a block image from the trash',
	description: 'Bring a block image back from the trash to its pool and namespace, with its snapshots',
	fields: {
		pool,
		namespace,
		id: trashEntry,
		options: collection('Add option', {
			newName: { ...optional(newName), description: 'Another name for the image; the one that it had when empty' },
		}),
	},
	async run({ fields: { options, ...entry }, dashboard, signal }) {
		const path = trashPath(entry);
		const name = options.newName || (await findInTrash(dashboard, entry, signal))?.name;
		if (name === undefined) throw missing('image in the trash with the ID', entry.id);
		const spec = { pool: entry.pool, namespace: entry.namespace, image: checkName(name, 'New Name') };
		await inWords(dashboard, { made: spec }, () => dashboard.send('POST', `${path}/restore`, { new_image_name: name }));
		await trashSettled(dashboard, entry, false, signal);
		await refreshList(dashboard, spec);
		return await describedImage(dashboard, spec);
	},
});

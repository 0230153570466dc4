import type { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import { isoTime } from '../../iso-time.ts';
import type { TrashEntry } from '../../rbd/dashboard-answers.ts';
import { errnoOf, refused } from '../../rbd/failure.ts';
import { namespace, pool } from '../../rbd/fields.ts';
import { trashPath } from '../../rbd/image-spec.ts';
import { findInTrash, trashSettled } from '../../rbd/trash.ts';
import type { CephContext } from '../../transport.ts';
import { trashEntry } from './fields.ts';

export const deleteFromTrash = defineOperation<CephContext>()({
	name: 'Delete From Trash',
	action: 'Delete a block image from the trash',
	description: 'Delete a block image in the trash for good; one with snapshots or clones cannot be deleted',
	fields: {
		pool,
		namespace,
		id: trashEntry,
		options: collection('Add option', {
			force: {
				displayName: 'Force',
				type: 'boolean',
				default: false,
				description: 'Whether to delete the image even if the time for which it is kept has not passed',
			},
			timeLimit,
		}),
	},
	async run({ fields: { options, ...entry }, dashboard, signal }) {
		const path = trashPath(entry);
		const found = await findInTrash(dashboard, entry, signal);
		if (found === undefined) throw missing('image in the trash with the ID', entry.id);
		const query = options.force ? { force: true } : {};
		try {
			await dashboard.send('DELETE', path, undefined, { query, timeout: timeoutOf(options) });
		} catch (thrown) {
			throw errnoOf(thrown) === '1' ? kept(found) : thrown;
		}
		await trashSettled(dashboard, entry, false, signal);
		return { pool: entry.pool, namespace: entry.namespace, image: found.name, id: entry.id, deleted: true };
	},
});

function kept({ name, deferment_end_time }: TrashEntry): SystemError {
	return refused(`Image ${JSON.stringify(name)} is kept in the trash until ${isoTime(deferment_end_time) ?? 'later'}`, 'Choose Force in the options to delete it before.');
}

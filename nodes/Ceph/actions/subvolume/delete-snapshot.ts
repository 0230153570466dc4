import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, group, snapshot, subvolume } from './fields.ts';
import { inGroup, snapshotsAt } from './requests.ts';

export const deleteSnapshot = defineOperation<CephContext>()({
	name: 'Delete Snapshot',
	action: 'Delete a snapshot of a subvolume',
	description: 'Delete a snapshot of a subvolume; one that is being cloned is refused',
	fields: { fileSystem, group, subvolume, snapshot },
	async run({ fields: { fileSystem, group, subvolume, snapshot }, dashboard }) {
		// Unless told not to, the Dashboard forces the deletion, and a snapshot that is not there is then no error.
		const query = { snap_name: snapshot, ...inGroup(group), force: 'false' };
		await dashboard.send('DELETE', snapshotsAt(fileSystem, subvolume), undefined, { query });
		return { fileSystem, group: group || null, subvolume, snapshot, deleted: true };
	},
});

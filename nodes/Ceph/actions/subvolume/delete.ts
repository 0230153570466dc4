import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, group, subvolume } from './fields.ts';
import { inGroup, subvolumesAt } from './requests.ts';

export const deleteSubvolume = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a subvolume',
	description: 'Delete a subvolume with all that is in it; one that has snapshots is refused',
	fields: {
		fileSystem,
		group,
		subvolume,
		options: collection('Add option', {
			retainSnapshots: {
				displayName: 'Retain Snapshots',
				type: 'boolean',
				default: false,
				description: 'Whether to keep its snapshots, from which it can be cloned; it is gone for good with the last of them',
			},
		}),
	},
	async run({ fields: { fileSystem, group, subvolume, options }, dashboard }) {
		const retain = options.retainSnapshots ?? false;
		await dashboard.send('DELETE', subvolumesAt(fileSystem), undefined, {
			query: { subvol_name: subvolume, ...inGroup(group), ...(retain && { retain_snapshots: 'true' }) },
		});
		return { fileSystem, group: group || null, subvolume, deleted: true, snapshotsRetained: retain };
	},
});

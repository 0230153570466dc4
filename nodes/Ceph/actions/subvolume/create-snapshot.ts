import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, group, subvolume } from './fields.ts';
import { newSnapshotName } from './names.ts';
import { inGroup } from './requests.ts';

export const createSnapshot = defineOperation<CephContext>()({
	name: 'Create Snapshot',
	action: 'Create a snapshot of a subvolume',
	description: 'Keep a subvolume as it is now',
	fields: {
		fileSystem,
		group,
		subvolume,
		name: {
			displayName: 'Snapshot Name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. before-upgrade',
			description: 'Unique among the snapshots of the subvolume; one with a percent sign in its name cannot be cloned',
		},
	},
	async run({ fields: { fileSystem, group, subvolume, name }, dashboard }) {
		await dashboard.send('POST', 'api/cephfs/subvolume/snapshot', {
			vol_name: fileSystem,
			subvol_name: subvolume,
			snap_name: newSnapshotName(name, 'Snapshot Name'),
			...inGroup(group),
		});
		return { fileSystem, group: group || null, subvolume, snapshot: name };
	},
});

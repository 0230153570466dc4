import { defineOperation } from '../../../shared/operation.ts';
import { newName, snapshotFields } from '../../rbd/fields.ts';
import { checkName } from '../../rbd/image-spec.ts';
import { describedSnapshot, editSnapshot } from '../../rbd/snapshots.ts';
import type { CephContext } from '../../transport.ts';

export const rename = defineOperation<CephContext>()({
	name: 'Rename',
	action: 'Rename a snapshot',
	description: 'Give a snapshot of a block image another name',
	fields: { ...snapshotFields, newName: { ...newName, placeholder: 'e.g. before-upgrade-2026' } },
	async run({ fields: { newName: name, ...spec }, dashboard }) {
		await editSnapshot(dashboard, spec, { new_snap_name: checkName(name, 'New Name') });
		return { ...(await describedSnapshot(dashboard, { ...spec, snapshot: name })), previousName: spec.snapshot };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { snapshotFields } from '../../rbd/fields.ts';
import { describedSnapshot, editSnapshot } from '../../rbd/snapshots.ts';
import type { CephContext } from '../../transport.ts';

export const unprotect = defineOperation<CephContext>()({
	name: 'Unprotect',
	action: 'Unprotect a snapshot',
	description: 'Allow the deletion of a protected snapshot; one that clones need stays protected',
	fields: snapshotFields,
	async run({ fields: spec, dashboard }) {
		await editSnapshot(dashboard, spec, { is_protected: false });
		return await describedSnapshot(dashboard, spec);
	},
});

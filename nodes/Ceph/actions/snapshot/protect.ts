import { defineOperation } from '../../../shared/operation.ts';
import { snapshotFields } from '../../rbd/fields.ts';
import { describedSnapshot, editSnapshot } from '../../rbd/snapshots.ts';
import type { CephContext } from '../../transport.ts';

export const protect = defineOperation<CephContext>()({
	name: 'Protect',
	action: 'Protect a snapshot',
	description: 'Protect a snapshot of a block image from deletion; what is protected already stays so',
	fields: snapshotFields,
	async run({ fields: spec, dashboard }) {
		await editSnapshot(dashboard, spec, { is_protected: true });
		return await describedSnapshot(dashboard, spec);
	},
});

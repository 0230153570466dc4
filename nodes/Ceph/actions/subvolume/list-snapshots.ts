import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, group, subvolume } from './fields.ts';
import { snapshots } from './requests.ts';
import { snapshotOf } from './shape.ts';

export const listSnapshots = defineOperation<CephContext>()({
	name: 'Get Many Snapshots',
	action: 'Get many snapshots of a subvolume',
	description: 'List the snapshots of a subvolume, and whether they are being cloned',
	fields: { fileSystem, group, subvolume },
	list: true,
	async run({ fields, dashboard }) {
		return (await snapshots(dashboard, fields, fields.subvolume, true)).map((entry) => snapshotOf(fields, fields.subvolume, entry));
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { newSize } from './attributes.ts';
import { fileSystem, group, size, subvolume } from './fields.ts';
import { inGroup, subvolumeInfo, subvolumesAt } from './requests.ts';
import { subvolumeOf } from './shape.ts';

export const resize = defineOperation<CephContext>()({
	name: 'Resize',
	action: 'Resize a subvolume',
	description: 'Change how much a subvolume may hold; with less than it holds now nothing is lost, but nothing can be added',
	fields: { fileSystem, group, subvolume, size: { ...size, required: true } },
	async run({ fields, dashboard }) {
		const { fileSystem, group, subvolume, size } = fields;
		await dashboard.send('PUT', subvolumesAt(fileSystem), { subvol_name: subvolume, size: newSize(size), ...inGroup(group) });
		return subvolumeOf(fields, { name: subvolume, info: await subvolumeInfo(dashboard, fields, subvolume) });
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, group, subvolume } from './fields.ts';
import { subvolumeInfo } from './requests.ts';
import { subvolumeOf } from './shape.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a subvolume',
	description: 'Get path, size, usage and owner of a subvolume',
	fields: { fileSystem, group, subvolume },
	async run({ fields, dashboard }) {
		return subvolumeOf(fields, { name: fields.subvolume, info: await subvolumeInfo(dashboard, fields, fields.subvolume) });
	},
});

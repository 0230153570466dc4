import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, group } from './fields.ts';
import { subvolumes } from './requests.ts';
import { subvolumeOf } from './shape.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many subvolumes',
	description: 'List the subvolumes of a group, or those that are in none',
	fields: { fileSystem, group },
	list: true,
	async run({ fields, dashboard }) {
		return (await subvolumes(dashboard, fields, true)).map((entry) => subvolumeOf(fields, entry));
	},
});

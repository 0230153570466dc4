import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem } from './fields.ts';
import { groups } from './requests.ts';
import { groupOf } from './shape.ts';

export const listGroups = defineOperation<CephContext>()({
	name: 'Get Many Groups',
	action: 'Get many subvolume groups',
	description: 'List the subvolume groups of a file system',
	fields: { fileSystem },
	list: true,
	async run({ fields: { fileSystem }, dashboard }) {
		return (await groups(dashboard, fileSystem, true)).map((entry) => groupOf(fileSystem, entry));
	},
});

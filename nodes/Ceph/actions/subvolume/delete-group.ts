import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, theGroup } from './fields.ts';
import { groupsAt } from './requests.ts';

export const deleteGroup = defineOperation<CephContext>()({
	name: 'Delete Group',
	action: 'Delete a subvolume group',
	description: 'Delete a group of subvolumes that is empty',
	fields: { fileSystem, group: theGroup },
	async run({ fields: { fileSystem, group }, dashboard }) {
		await dashboard.send('DELETE', groupsAt(fileSystem), undefined, { query: { group_name: group } });
		return { fileSystem, group, deleted: true };
	},
});

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { attributesOf } from './attributes.ts';
import { dataPool, fileSystem, mode, owner, size } from './fields.ts';
import { newName } from './names.ts';
import { groupsAt } from './requests.ts';
import { groupOf, type Info } from './shape.ts';

export const createGroup = defineOperation<CephContext>()({
	name: 'Create Group',
	action: 'Create a subvolume group',
	description: 'Create a group of subvolumes; one that exists keeps its content and is given the size, mode and owner of this operation',
	fields: {
		fileSystem,
		name: {
			displayName: 'Group Name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. csi',
			description: 'Unique in the file system: letters from A to Z, digits, hyphens, underscores and dots, without a dot or an underscore at the beginning',
		},
		options: collection('Add option', { dataPool, mode, ...owner, size }),
	},
	async run({ fields: { fileSystem, name, options }, dashboard }) {
		await dashboard.send('POST', 'api/cephfs/subvolume/group', { vol_name: fileSystem, group_name: newName(name, 'Group Name'), ...attributesOf(options) });
		return groupOf(fileSystem, { name, info: await dashboard.get<Info>(`${groupsAt(fileSystem)}/info`, { group_name: name }) });
	},
});

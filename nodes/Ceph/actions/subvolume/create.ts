import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { attributesOf } from './attributes.ts';
import { dataPool, fileSystem, group, mode, owner, size } from './fields.ts';
import { newName } from './names.ts';
import { inGroup, subvolumeInfo } from './requests.ts';
import { subvolumeOf } from './shape.ts';

export const create = defineOperation<CephContext>()({
	name: 'Create',
	action: 'Create a subvolume',
	description: 'Create a subvolume; one that exists keeps its content and is given the size, mode and owner of this operation',
	fields: {
		fileSystem,
		group: { ...group, description: 'The subvolume group to put it in, which must exist; empty for none' },
		name: {
			displayName: 'Name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. tenant-a',
			description: 'Unique in its group: letters from A to Z, digits, hyphens, underscores and dots, without a dot at the beginning',
		},
		options: collection('Add option', {
			dataPool,
			isolated: {
				displayName: 'Isolated Namespace',
				type: 'boolean',
				default: false,
				description: 'Whether to keep its bytes in a RADOS namespace of its own, so that a key for this subvolume opens no other',
			},
			mode,
			...owner,
			size,
		}),
	},
	async run({ fields: { fileSystem, group, name, options }, dashboard }) {
		const place = { fileSystem, group };
		newName(name, 'Name');
		await dashboard.send('POST', 'api/cephfs/subvolume', {
			vol_name: fileSystem,
			subvol_name: name,
			...inGroup(group),
			...attributesOf(options),
			...(options.isolated && { namespace_isolated: true }),
		});
		return subvolumeOf(place, { name, info: await subvolumeInfo(dashboard, place, name) });
	},
});

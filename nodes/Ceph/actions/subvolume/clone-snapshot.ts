import { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { timeLimit, timeoutOf } from '../../fields.ts';
import type { CephContext } from '../../transport.ts';
import { fileSystem, group, snapshot, subvolume } from './fields.ts';
import { clonable, newName } from './names.ts';
import { inGroup, subvolumeInfo } from './requests.ts';
import { type Info, subvolumeOf } from './shape.ts';

export const cloneSnapshot = defineOperation<CephContext>()({
	name: 'Clone Snapshot',
	action: 'Clone a snapshot into a subvolume',
	description: 'Copy a snapshot into a new subvolume and wait until all of it is there',
	fields: {
		fileSystem,
		group,
		subvolume,
		snapshot,
		name: {
			displayName: 'Clone Name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. tenant-a-restored',
			description: 'Name of the new subvolume: letters from A to Z, digits, hyphens, underscores and dots',
		},
		options: collection('Add option', {
			cloneGroup: { ...group, displayName: 'Clone Group', placeholder: 'e.g. restored', description: 'The subvolume group to put the clone in, which must exist; none when not given' },
			timeLimit,
			waitForClone: {
				displayName: 'Wait for Clone',
				type: 'boolean',
				default: true,
				description: 'Whether to wait until all of it is copied',
			},
		}),
	},
	async run({ fields: { fileSystem, group, subvolume, snapshot, name, options }, dashboard, ...tools }) {
		const { cloneGroup = '', waitForClone = true } = options;
		const place = { fileSystem, group: cloneGroup };
		await dashboard.send('POST', 'api/cephfs/subvolume/snapshot/clone', {
			vol_name: fileSystem,
			subvol_name: subvolume,
			snap_name: clonable(snapshot),
			clone_name: newName(name, 'Clone Name'),
			...inGroup(group),
			...(cloneGroup && { target_group_name: cloneGroup }),
		});
		if (!waitForClone) return subvolumeOf(place, { name });
		const info = await tools.wait(
			async () => await orNotReady(subvolumeInfo(dashboard, place, name)),
			(state) => state?.state === 'complete',
			{ what: `the clone ${JSON.stringify(name)}`, timeout: timeoutOf(options) },
		);
		return subvolumeOf(place, { name, info });
	},
});

/** Ceph refuses to tell of a subvolume before it is complete. */
async function orNotReady(asked: Promise<Info>): Promise<Info | undefined> {
	return await asked.catch((thrown: unknown) => {
		if (thrown instanceof SystemError && thrown.message.includes('is not ready for operation')) return undefined;
		throw thrown;
	});
}

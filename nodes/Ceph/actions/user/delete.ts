import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { user } from './fields.ts';

export const deleteUser = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a user',
	description: 'Delete a user of the object gateway with its keys; one that owns buckets is kept unless its data is purged; needs the capability users=write',
	fields: {
		user,
		options: collection('Add option', {
			purgeData: {
				displayName: 'Purge Data',
				type: 'boolean',
				default: false,
				description: 'Whether to delete all buckets of the user with all that is in them first; there is no way back',
			},
		}),
	},
	async run({ fields: { user, options }, gateway }) {
		const purgeData = options.purgeData ?? false;
		await gateway.admin.delete('user', { uid: user, 'purge-data': purgeData || undefined });
		return { user, deleted: true, dataPurged: purgeData };
	},
});

import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { type GatewayUser, toUser } from '../../gateway/admin-user.ts';
import type { CephContext } from '../../transport.ts';
import { defaultPlacement, defaultStorageClass, displayName, email, maxBuckets, user } from './fields.ts';

export const update = defineOperation<CephContext>()({
	name: 'Update',
	action: 'Update a user',
	description: 'Change a user of the object gateway; what is not given stays as it is; needs the capability users=write',
	fields: {
		user,
		changes: collection(
			'Add change',
			{
				defaultPlacement,
				defaultStorageClass,
				displayName,
				email: { ...email, description: 'Address of the user; empty takes it away' },
				maxBuckets,
			},
			'Changes',
		),
	},
	async run({ fields: { user, changes }, gateway }) {
		if (Object.keys(changes).length === 0) throw new InvalidField('Changes', 'nothing to change was given', 'at least one change');
		return toUser(await gateway.admin.post<GatewayUser>('user', { uid: user, ...toQuery(changes) }), false);
	},
});

/** What a change of a user is called in the query; an empty address is a change, other empty texts are none. */
export function toQuery(changes: {
	displayName?: string;
	email?: string;
	maxBuckets?: number;
	suspended?: boolean;
	defaultPlacement?: string;
	defaultStorageClass?: string;
}) {
	return {
		'display-name': changes.displayName || undefined,
		email: changes.email,
		'max-buckets': changes.maxBuckets,
		suspended: changes.suspended,
		'default-placement': changes.defaultPlacement || undefined,
		'default-storage-class': changes.defaultStorageClass || undefined,
	};
}

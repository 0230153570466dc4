import { defineOperation } from '../../../shared/operation.ts';
import { adminBucket, linkBucket } from '../../gateway/buckets.ts';
import { getUser } from '../../gateway/users.ts';
import type { CephContext } from '../../transport.ts';
import { user } from '../user/fields.ts';
import { bucket } from './fields.ts';

export const setOwner = defineOperation<CephContext>()({
	name: 'Set Owner',
	action: 'Set the owner of a bucket',
	description:
		'Give a bucket to another user, as if it had just been made. Objects stay with who stored them: the new owner can delete them, and read them once a bucket policy says so. Needs the capabilities buckets=* and users=read',
	fields: { bucket, user: { ...user, description: 'The new owner, by its ID; one of a tenant is written tenant$user' } },
	async run({ fields: { bucket, user }, gateway }) {
		// The gateway does not say which of the two is missing.
		const [info] = await Promise.all([adminBucket(gateway, bucket), getUser(gateway, user)]);
		if (info.owner !== user) await linkBucket(gateway, info, user);
		return { bucket, owner: user, previousOwner: info.owner, changed: info.owner !== user };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { type GatewayQuota, toQuota } from '../../gateway/quota.ts';
import type { CephContext } from '../../transport.ts';
import { user } from './fields.ts';

export const getQuota = defineOperation<CephContext>()({
	name: 'Get Quota',
	action: 'Get the quotas of a user',
	description: 'Get the quota of all that a user stores and the quota that holds for each of its buckets that has none of its own; needs the capability users=read',
	fields: { user },
	async run({ fields: { user }, gateway }) {
		const { user_quota, bucket_quota } = await gateway.admin.get<{ user_quota: GatewayQuota; bucket_quota: GatewayQuota }>('user', { quota: '', uid: user });
		return { user, userQuota: toQuota(user_quota), bucketQuota: toQuota(bucket_quota) };
	},
});

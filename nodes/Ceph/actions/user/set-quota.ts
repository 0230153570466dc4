import { defineOperation } from '../../../shared/operation.ts';
import { changedQuota, fromQuota, type GatewayQuota, quotaLimits, toQuota } from '../../gateway/quota.ts';
import type { CephContext } from '../../transport.ts';
import { user } from './fields.ts';

export const setQuota = defineOperation<CephContext>()({
	name: 'Set Quota',
	action: 'Set a quota of a user',
	description: 'Change one of the quotas of a user; a limit that is not given stays as it is; needs the capability users=*',
	fields: {
		user,
		scope: {
			displayName: 'Scope',
			type: 'options',
			options: [
				{ name: 'Each Bucket', value: 'bucket', description: 'Holds for each bucket of the user that has no quota of its own' },
				{ name: 'User', value: 'user', description: 'Holds for all that the user stores together' },
			],
			default: 'user',
			description: 'What the quota holds for',
		},
		limits: quotaLimits,
	},
	async run({ fields: { user, scope, limits }, gateway }) {
		const current = async () => {
			const quotas = await gateway.admin.get<{ user_quota: GatewayQuota; bucket_quota: GatewayQuota }>('user', { quota: '', uid: user });
			return toQuota(quotas[`${scope}_quota`]);
		};
		await gateway.admin.put('user', { quota: '', uid: user, 'quota-type': scope, ...fromQuota(changedQuota(await current(), limits)) });
		return { user, scope, ...(await current()) };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { adminBucket, putBucketQuota } from '../../gateway/buckets.ts';
import { changedQuota, quotaLimits, toQuota } from '../../gateway/quota.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const setQuota = defineOperation<CephContext>()({
	name: 'Set Quota',
	action: 'Set the quota of a bucket',
	description: 'Change how much a bucket may hold; a limit that is not given stays as it is; needs the capability buckets=*',
	fields: { bucket, limits: quotaLimits },
	async run({ fields: { bucket, limits }, gateway }) {
		const info = await adminBucket(gateway, bucket);
		await putBucketQuota(gateway, info, changedQuota(toQuota(info.bucket_quota), limits));
		return { bucket, owner: info.owner, ...toQuota((await adminBucket(gateway, bucket)).bucket_quota) };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { adminBucket } from '../../gateway/buckets.ts';
import { toQuota } from '../../gateway/quota.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getQuota = defineOperation<CephContext>()({
	name: 'Get Quota',
	action: 'Get the quota of a bucket',
	description: 'Get how much a bucket may hold; where its own quota is not enabled, that of its owner for each bucket holds; needs the capability buckets=read',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		const { owner, bucket_quota } = await adminBucket(gateway, bucket);
		return { bucket, owner, ...toQuota(bucket_quota) };
	},
});

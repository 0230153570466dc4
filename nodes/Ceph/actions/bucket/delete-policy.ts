import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const deletePolicy = defineOperation<CephContext>()({
	name: 'Delete Policy',
	action: 'Delete the policy of a bucket',
	description: 'Have only the access control lists say who may use a bucket; that there is no policy is no error',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		await gateway.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
		return { bucket, policy: null };
	},
});

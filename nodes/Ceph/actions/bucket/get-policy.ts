import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getPolicy = defineOperation<CephContext>()({
	name: 'Get Policy',
	action: 'Get the policy of a bucket',
	description: 'Get who may do what with a bucket and its objects, as an object in the policy language of S3; null when there is none',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		const answer = await orNone(gateway.send(new GetBucketPolicyCommand({ Bucket: bucket })), 'NoSuchBucketPolicy');
		return { bucket, policy: answer?.Policy ? (JSON.parse(answer.Policy) as unknown) : null };
	},
});

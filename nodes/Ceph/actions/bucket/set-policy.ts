import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { checkPolicy, readPolicy, writePolicy } from './policy-setting.ts';

export const setPolicy = defineOperation<CephContext>()({
	name: 'Set Policy',
	action: 'Set the policy of a bucket',
	description: 'Say who may do what with a bucket and its objects, in place of what was said before',
	fields: {
		bucket,
		policy: {
			displayName: 'Policy',
			type: 'json',
			default: '',
			required: true,
			placeholder: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam:::user/bob"] }, "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::documents/*"] }] }',
			description: 'Statements in the policy language of S3; a user of the gateway is the principal arn:aws:iam::tenant:user/name',
		},
	},
	async run({ fields: { bucket, policy }, gateway }) {
		checkPolicy(policy, 'Policy');
		await writePolicy(gateway, bucket, policy);
		return { bucket, policy: await readPolicy(gateway, bucket) };
	},
});

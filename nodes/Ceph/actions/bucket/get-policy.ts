import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';
import { readPolicy } from './policy-setting.ts';

export const getPolicy = defineOperation<CephContext>()({
	name: 'Get Policy',
	action: 'Get the policy of a bucket',
	description: 'Get who may do what with a bucket and its objects, as an object in the policy language of S3; null when there is none',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		return { bucket, policy: await readPolicy(gateway, bucket) };
	},
});

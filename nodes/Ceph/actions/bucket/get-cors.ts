import { GetBucketCorsCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { CephContext } from '../../transport.ts';
import { bucket } from './fields.ts';

export const getCors = defineOperation<CephContext>()({
	name: 'Get CORS',
	action: 'Get the CORS rules of a bucket',
	description: 'Get the rules that say which pages in browsers may use a bucket, in the words of S3',
	fields: { bucket },
	async run({ fields: { bucket }, gateway }) {
		const answer = await orNone(gateway.send(new GetBucketCorsCommand({ Bucket: bucket })), 'NoSuchCORSConfiguration');
		return { bucket, rules: answer?.CORSRules ?? [] };
	},
});

import { type CORSRule, PutBucketCorsCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { corsTable, fromRows } from './cors.ts';
import { bucket, specify } from './fields.ts';
import { listOf } from './list-of.ts';

export const setCors = defineOperation<CephContext>()({
	name: 'Set CORS',
	action: 'Set the CORS rules of a bucket',
	description: 'Say which pages in browsers may use a bucket, in place of the rules that it has',
	fields: {
		bucket,
		specify,
		rules: { ...corsTable, show: { specify: ['fields'] } },
		rulesJson: {
			displayName: 'Rules (JSON)',
			type: 'json',
			default: '',
			required: true,
			placeholder: '[{ "AllowedOrigins": ["https://app.example.com"], "AllowedMethods": ["GET"] }]',
			description: 'List of rules as S3 has them (CORSRule)',
			show: { specify: ['json'] },
		},
	},
	async run({ fields: { bucket, specify, rules, rulesJson }, gateway }) {
		const CORSRules = specify === 'json' ? listOf<CORSRule>(rulesJson, 'CORSRules', 'Rules (JSON)') : fromRows(rules);
		await gateway.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules } }));
		return { bucket, rules: CORSRules };
	},
});

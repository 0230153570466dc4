import { DeleteBucketCorsCommand, PutBucketCorsCommand } from '@aws-sdk/client-s3';

import { InvalidField } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { checkCors, corsFromJson, readCors } from './cors-rules.ts';
import { corsTable, fromRows } from './cors-table.ts';
import { bucket, specify } from './fields.ts';

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
			placeholder: '[{ "AllowedOrigins": ["https://app.example.com"], "AllowedMethods": ["GET"] }]',
			description: 'List of rules as S3 has them (CORSRule); an empty one takes all away',
			show: { specify: ['json'] },
		},
	},
	async run({ fields: { bucket, specify, rules, rulesJson }, gateway, execution }) {
		const CORSRules = specify === 'json' ? corsFromJson(rulesJson, 'Rules (JSON)', execution.getTimezone()) : fromTable(rules);
		const put = new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules } });
		await (CORSRules.length === 0 ? gateway.send(new DeleteBucketCorsCommand({ Bucket: bucket })) : gateway.send(put));
		return { bucket, rules: await readCors(gateway, bucket) };
	},
});

function fromTable(table: Parameters<typeof fromRows>[0]) {
	if (table.length === 0) throw new InvalidField('Rules', 'holds no rule', 'at least one rule; Delete CORS takes all away');
	const rules = fromRows(table);
	checkCors(rules, 'Rules');
	return rules;
}

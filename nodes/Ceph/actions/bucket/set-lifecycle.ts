import { PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';

import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket, specify } from './fields.ts';
import { fromJson, fromRows, lifecycleTable } from './lifecycle.ts';

export const setLifecycle = defineOperation<CephContext>()({
	name: 'Set Lifecycle',
	action: 'Set the life cycle of a bucket',
	description: 'Say when objects, earlier versions and incomplete uploads of a bucket go away, in place of the rules that it has',
	fields: {
		bucket,
		specify,
		rules: { ...lifecycleTable, show: { specify: ['fields'] } },
		rulesJson: {
			displayName: 'Rules (JSON)',
			type: 'json',
			default: '',
			required: true,
			placeholder: '[{ "ID": "logs", "Status": "Enabled", "Filter": { "Prefix": "logs/" }, "Expiration": { "Days": 30 } }]',
			description: 'List of rules as S3 has them (LifecycleRule)',
			show: { specify: ['json'] },
		},
	},
	async run({ fields: { bucket, specify, rules, rulesJson }, gateway }) {
		const Rules = specify === 'json' ? fromJson(rulesJson, 'Rules (JSON)') : fromRows(rules);
		await gateway.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules } }));
		return { bucket, rules: JSON.parse(JSON.stringify(Rules)) as unknown };
	},
});

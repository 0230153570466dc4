import { InvalidField } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { bucket, specify } from './fields.ts';
import { checkRules, fromJson } from './lifecycle-rules.ts';
import { writeLifecycle } from './lifecycle-setting.ts';
import { fromRows, lifecycleTable } from './lifecycle-table.ts';

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
			placeholder: '[{ "ID": "logs", "Status": "Enabled", "Filter": { "Prefix": "logs/" }, "Expiration": { "Days": 30 } }]',
			description: 'List of rules as S3 has them (LifecycleRule); dates are midnight in UTC. An empty list takes all away.',
			show: { specify: ['json'] },
		},
	},
	async run({ fields: { bucket, specify, rules, rulesJson }, gateway, execution }) {
		const wanted = specify === 'json' ? fromJson(rulesJson, 'Rules (JSON)', execution.getTimezone()) : fromTable(rules);
		// As JSON, so that dates are text.
		return { bucket, rules: JSON.parse(JSON.stringify(await writeLifecycle(gateway, bucket, wanted))) as unknown };
	},
});

function fromTable(table: Parameters<typeof fromRows>[0]) {
	if (table.length === 0) throw new InvalidField('Rules', 'holds no rule', 'at least one rule; Delete Lifecycle takes all away');
	const rules = fromRows(table);
	checkRules(rules, 'Rules');
	return rules;
}

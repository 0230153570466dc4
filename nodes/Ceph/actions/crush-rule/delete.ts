import { defineOperation } from '../../../shared/operation.ts';
import { segment } from '../../../shared/path-segment.ts';
import { missing } from '../../dashboard/missing.ts';
import type { CephContext } from '../../transport.ts';
import { findRule, ruleField } from './fields.ts';

export const deleteRule = defineOperation<CephContext>()({
	name: 'Delete',
	action: 'Delete a CRUSH rule',
	description: 'Delete a CRUSH rule that no pool uses',
	fields: { rule: ruleField },
	async run({ fields: { rule }, dashboard }) {
		// Ceph takes a rule that is not there for deleted.
		if ((await findRule(dashboard, rule)) === undefined) throw missing('CRUSH rule', rule);
		await dashboard.send('DELETE', `api/crush_rule/${segment(rule)}`);
		return { rule, deleted: true };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { missing } from '../../dashboard/missing.ts';
import type { CephContext } from '../../transport.ts';
import { findRule, ruleField } from './fields.ts';
import { ruleItem } from './rule.ts';

export const get = defineOperation<CephContext>()({
	name: 'Get',
	action: 'Get a CRUSH rule',
	description: 'Get what a CRUSH rule does: root, device class, failure domain and steps',
	fields: { rule: ruleField },
	async run({ fields: { rule }, dashboard }) {
		const found = await findRule(dashboard, rule);
		if (found === undefined) throw missing('CRUSH rule', rule);
		return ruleItem(found);
	},
});

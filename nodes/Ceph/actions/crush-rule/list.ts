import { defineOperation } from '../../../shared/operation.ts';
import type { CephContext } from '../../transport.ts';
import { type RawRule, ruleItem } from './rule.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many CRUSH rules',
	description: 'List the CRUSH rules: what they are for and what they do',
	fields: {},
	list: true,
	async run({ dashboard }) {
		const rules = await dashboard.get<RawRule[]>('api/crush_rule');
		return rules.map(ruleItem).sort((a, b) => (a.rule < b.rule ? -1 : 1));
	},
});

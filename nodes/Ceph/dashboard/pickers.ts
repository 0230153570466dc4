import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { picker } from '../picker.ts';

interface Named {
	name: string;
}

/** CRUSH types of rules by the type of pool that they are for. */
const RULES_FOR: Readonly<Record<string, readonly number[]>> = { replicated: [1, 4], erasure: [3, 5] };

export const searchPools = picker(async ({ dashboard }) => {
	const pools = await dashboard.get<{ pool_name: string }[]>('api/pool', { attrs: 'pool_name' });
	return pools.map(({ pool_name }) => ({ name: pool_name }));
});

/** Rules; where the node also says what type of pool is to be made, those for that type. */
export const searchCrushRules = picker(async ({ dashboard }, node) => {
	const rules = await dashboard.get<{ rule_name: string; type: number }[]>('api/crush_rule');
	const fitting = RULES_FOR[poolType(node)];
	return rules.filter(({ type }) => fitting?.includes(type) ?? true).map(({ rule_name }) => ({ name: rule_name }));
});

export const searchErasureCodeProfiles = picker(({ dashboard }) => dashboard.get<Named[]>('api/erasure_code_profile'));

export const searchConfigOptions = picker(({ dashboard }) => dashboard.get<Named[]>('api/cluster_conf'));

function poolType(node: ILoadOptionsFunctions): string {
	const type = node.getCurrentNodeParameter('resource') === 'pool' ? node.getCurrentNodeParameter('type') : undefined;
	return typeof type === 'string' ? type : '';
}

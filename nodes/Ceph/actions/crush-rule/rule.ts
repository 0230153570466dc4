/** A CRUSH rule as the Dashboard lists it. */
export interface RawRule {
	rule_id: number;
	rule_name: string;
	type: number;
	steps: { op: string; item_name?: string; type?: string; num?: number }[];
}

const TYPES: Readonly<Record<number, string>> = { 1: 'replicated', 3: 'erasure', 4: 'msr_firstn', 5: 'msr_indep' };

/** A rule as operations give it: from where it takes devices, and of what it takes not more than one. */
export function ruleItem({ rule_id, rule_name, type, steps }: RawRule) {
	const [root = null, deviceClass = null] = steps.find(({ op }) => op === 'take')?.item_name?.split('~') ?? [];
	const failureDomain = steps.findLast(({ op }) => op.startsWith('choose'))?.type ?? null;
	return { rule: rule_name, id: rule_id, type: TYPES[type] ?? String(type), root, deviceClass, failureDomain, steps };
}

import { locator } from '../../../shared/field.ts';
import { segment } from '../../../shared/path-segment.ts';
import { orNone } from '../../../shared/or-none.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import type { RawRule } from './rule.ts';

export const ruleField = locator('searchCrushRules', { displayName: 'CRUSH Rule', description: 'The rule to work on', placeholder: 'e.g. replicated_rule' });

/** The rule of a name; `undefined` when there is none. */
export async function findRule(dashboard: Dashboard, name: string): Promise<RawRule | undefined> {
	return await orNone(dashboard.get<RawRule>(`api/crush_rule/${segment(name)}`), '404');
}

import type { Rule } from '../rule.ts';

/** No data of an execution is kept in the file. */
export const pinnedData: Rule = function* ({ process: { pinData, staticData } }) {
	for (const [node, items] of Object.entries(pinData ?? {})) {
		if (Array.isArray(items) && items.length === 0) continue;
		yield { node, problem: 'has pinned data', allowed: 'none: unpin it before the export' };
	}
	if (Object.keys(staticData ?? {}).length === 0) return;
	yield { problem: 'has staticData, what an execution left behind', allowed: 'none' };
};

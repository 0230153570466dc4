import { STICKY_NODE_TYPE } from 'n8n-workflow';

import type { Rule } from '../rule.ts';

/** Every node is named for what it does in this process. */
export const names: Rule = function* ({ process, library: { kinds } }) {
	for (const node of process.nodes) {
		if (node.type === STICKY_NODE_TYPE || !kinds.get(node.type)?.isDefaultName(node)) continue;
		yield {
			node: node.name,
			problem: 'has the name that n8n gave it',
			allowed: 'what it does in this process, such as "Find the tenant"',
		};
	}
};

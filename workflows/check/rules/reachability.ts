import { STICKY_NODE_TYPE } from 'n8n-workflow';

import type { Rule } from '../rule.ts';

/** A trigger starts the process, and every node can be reached from one. */
export const reachability: Rule = function* ({ process, graph, library: { kinds } }) {
	const steps = process.nodes.filter(({ type }) => type !== STICKY_NODE_TYPE);
	const triggers = steps.filter(({ type }) => kinds.get(type)?.inputs === 0).map(({ name }) => name);
	if (triggers.length === 0) {
		yield { problem: 'nothing starts the process', allowed: 'a trigger, such as a Webhook' };
		return;
	}
	const reached = graph.downstream(...triggers);
	for (const { name } of steps) {
		if (!reached.has(name) && !triggers.includes(name)) yield { node: name, problem: 'no trigger leads to it' };
	}
};

import type { INode } from 'n8n-workflow';
import { STICKY_NODE_TYPE } from 'n8n-workflow';

import type { NodeKind } from '../node-kind.ts';
import type { Rule } from '../rule.ts';

/** A trigger starts the process, and every node can be reached from one. */
export const reachability: Rule = function* ({ process, graph, library: { kinds } }) {
	const steps = process.nodes.filter(({ type }) => type !== STICKY_NODE_TYPE);
	const triggers = steps.filter((node) => isTrigger(node, kinds.get(node.type))).map(({ name }) => name);
	if (triggers.length === 0) {
		yield { problem: 'nothing starts the process', allowed: 'a trigger, such as a Webhook' };
		return;
	}
	const reached = graph.downstream(...triggers);
	for (const { name } of steps) {
		const working = graph.working(name);
		if (working.some((one) => reached.has(one) || triggers.includes(one))) continue;
		yield { node: name, problem: working.includes(name) ? 'no trigger leads to it' : 'serves nodes to which no trigger leads' };
	}
};

/** It starts with items; what has no input and serves another node, as a model does, starts nothing. */
function isTrigger(node: INode, kind: NodeKind | undefined): boolean {
	return kind?.inputs(node) === 0 && kind.outputs(node)?.length !== 0;
}

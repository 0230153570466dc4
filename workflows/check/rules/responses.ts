import { RESPOND_TO_WEBHOOK_NODE_TYPE, WEBHOOK_NODE_TYPE } from 'n8n-workflow';

import type { Graph } from '../graph.ts';
import type { Rule } from '../rule.ts';

/** Whoever calls gets an answer, whichever way the process takes. */
export const responses: Rule = function* ({ process, graph }) {
	for (const { name, parameters } of process.nodes.filter(({ type }) => type === WEBHOOK_NODE_TYPE)) {
		if (parameters.responseMode === 'responseNode') {
			for (const { node, output } of new Set(silentEnds(graph, name))) {
				const problem = `its output ${output} ends without an answer to ${JSON.stringify(name)}`;
				yield { node, problem, allowed: 'a Respond to Webhook node on the way' };
			}
		} else {
			for (const node of graph.downstream(name)) {
				if (graph.nodes.get(node)?.type !== RESPOND_TO_WEBHOOK_NODE_TYPE) continue;
				const problem = `${JSON.stringify(name)} does not wait for its answer`;
				yield { node, problem, allowed: "responseMode 'responseNode' on that Webhook" };
			}
		}
	}
};

interface End {
	node: string;
	output: string;
}

/**
 * Where ways from a node end before an answer. Of several nodes at one output one that answers is enough; a loop adds
 * no end of its own.
 */
function silentEnds(graph: Graph, start: string): End[] {
	const known = new Map<string, End[]>();
	const endsOf = (name: string): End[] => {
		const before = known.get(name);
		if (before !== undefined) return before;
		known.set(name, []);
		const node = graph.nodes.get(name);
		if (node === undefined || node.type === RESPOND_TO_WEBHOOK_NODE_TYPE) return [];
		const outputs = graph.outputs(node);
		const ends = (outputs.length === 0 ? ['Main'] : outputs).flatMap((output, index) => {
			const ways = graph.from(name, index).map(({ to }) => endsOf(to));
			if (ways.length === 0) return [{ node: name, output }];
			return ways.some((way) => way.length === 0) ? [] : ways.flat();
		});
		known.set(name, ends);
		return ends;
	};
	return endsOf(start);
}

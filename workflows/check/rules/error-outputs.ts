import type { Rule } from '../rule.ts';

/** Who takes errors out of an output of their own does something with them. */
export const errorOutputs: Rule = function* ({ process, graph, library: { kinds } }) {
	for (const node of process.nodes) {
		if (node.onError !== 'continueErrorOutput' || !kinds.has(node.type)) continue;
		const output = graph.outputs(node).length - 1;
		if (graph.from(node.name, output).length > 0) continue;
		yield { node: node.name, problem: 'its output Error leads nowhere', allowed: 'a step that undoes, records or answers' };
	}
};

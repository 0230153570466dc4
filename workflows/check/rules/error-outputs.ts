import type { Rule } from '../rule.ts';

/** Who takes errors out of an output of their own does something with them, and only with them. */
export const errorOutputs: Rule = function* ({ process, graph, library: { kinds } }) {
	for (const node of process.nodes) {
		if (node.onError !== 'continueErrorOutput' || !kinds.has(node.type)) continue;
		const output = graph.outputs(node).length - 1;
		if (graph.from(node.name, output).length === 0) {
			yield { node: node.name, problem: 'its output Error leads nowhere', allowed: 'a step that undoes, records or answers' };
		}
		if (node.alwaysOutputData === true) {
			yield {
				node: node.name,
				// n8n fills the first output when it is empty, also when all items left by the one for errors.
				problem: 'Always Output Data sends an empty item on as if nothing had failed, beside the error',
				allowed: "off; or onError 'continueRegularOutput' and an If behind it that looks for an error",
			};
		}
	}
};

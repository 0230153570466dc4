import type { Rule } from '../rule.ts';

/** Outputs for items that a node turned away, as nodes of the package name them. */
const REFUSING: readonly string[] = ['Denied', 'Invalid', 'Answered', 'Failed'];

/** What a gate or a type turns away goes somewhere, and nothing gets past a gate by a setting of n8n. */
export const refusals: Rule = function* ({ process, graph, library: { kinds } }) {
	for (const node of process.nodes) {
		const { name, parameters, alwaysOutputData } = node;
		const outputs = kinds.get(node.type)?.outputs(node) ?? [];
		for (const [index, output] of outputs.entries()) {
			if (!REFUSING.includes(output) || graph.from(name, index).length > 0) continue;
			// Describing a type turns nothing away.
			if (parameters.operation === 'describe') continue;
			const allowed = 'a step that answers or records the refusal';
			yield { node: name, problem: `its output ${output} leads nowhere`, allowed };
		}
		if (outputs.includes('Denied') && alwaysOutputData === true) {
			yield { node: name, problem: 'Always Output Data gives an empty item when a caller is denied', allowed: 'off' };
		}
	}
};

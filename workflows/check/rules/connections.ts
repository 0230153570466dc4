import type { Rule } from '../rule.ts';

/** Every connection begins at an output and ends at an input that the nodes have. */
export const connections: Rule = function* ({ process, graph, library: { kinds } }) {
	for (const [from, types] of Object.entries(process.connections)) {
		const source = graph.nodes.get(from);
		const serves = (source && kinds.get(source.type)?.serves(source)) ?? [];
		for (const type of Object.keys(types)) {
			if (type === 'main' || serves.includes(type)) continue;
			const allowed = serves.length > 0 ? serves.join(', ') : 'main';
			yield { node: from, problem: `has a connection of type ${JSON.stringify(type)}`, allowed };
		}
	}
	for (const { from, output, to, input } of graph.edges) {
		const source = graph.nodes.get(from);
		const target = graph.nodes.get(to);
		// Names that no node has are reported with the structure of the file.
		if (source === undefined || target === undefined) continue;
		const outputs = graph.outputs(source);
		if (output >= outputs.length) {
			const problem = `has no output ${output + 1}, which leads to ${JSON.stringify(to)}`;
			yield { node: from, problem, allowed: outputs.join(', ') || 'none' };
		}
		const inputs = kinds.get(target.type)?.inputs(target) ?? input + 1;
		if (input >= inputs) {
			const problem = `has no input ${input + 1}, to which ${JSON.stringify(from)} leads`;
			yield { node: to, problem, allowed: `${inputs} inputs` };
		}
	}
};

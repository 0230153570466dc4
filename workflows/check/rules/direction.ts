import type { Rule } from '../rule.ts';

/** The canvas reads from left to right: only a loop goes back, to a node that was there before. */
export const direction: Rule = function* ({ graph }) {
	const drawn = new Set<string>();
	for (const { from, to } of graph.edges) {
		const source = graph.nodes.get(from);
		const target = graph.nodes.get(to);
		if (source === undefined || target === undefined || drawn.has(`${from}\n${to}`)) continue;
		drawn.add(`${from}\n${to}`);
		const [left] = target.position;
		if (left >= source.position[0] || graph.downstream(to).has(from)) continue;
		yield {
			node: from,
			problem: `goes left to ${JSON.stringify(to)}, from x ${source.position[0]} to x ${left}`,
			allowed: 'to the right, unless it loops back to a node that was passed before',
		};
	}
};

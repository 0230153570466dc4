import { STICKY_NODE_TYPE } from 'n8n-workflow';

import { parseExpression } from '../expression.ts';
import { isExpression } from '../parameter-value.ts';
import type { Rule } from '../rule.ts';
import { textsIn } from '../texts.ts';

/** Every expression can be parsed, and reads nodes that exist and run before. */
export const expressions: Rule = function* ({ process, graph }) {
	for (const { name, type, parameters } of process.nodes) {
		if (type === STICKY_NODE_TYPE) continue;
		for (const { path, text } of textsIn(parameters)) {
			const at = `parameter ${JSON.stringify(path)}`;
			if (!isExpression(text)) {
				if (!text.includes('{{')) continue;
				yield { node: name, problem: `${at} has {{ }} but is no expression`, allowed: 'a leading =' };
				continue;
			}
			const { nodes, computed, fault } = parseExpression(text);
			if (fault !== undefined) yield { node: name, problem: `${at} cannot be evaluated: ${fault}` };
			if (computed) yield { node: name, problem: `${at} reads a node by a computed name`, allowed: 'its name as a text' };
			for (const read of new Set(nodes)) {
				if (graph.working(name).some((working) => graph.downstream(read).has(working))) continue;
				const why = graph.nodes.has(read) ? 'which never runs before it' : 'which is no node here';
				yield { node: name, problem: `${at} reads ${JSON.stringify(read)}, ${why}` };
			}
		}
	}
};

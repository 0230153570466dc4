import type { INode } from 'n8n-workflow';
import {
	EXECUTE_WORKFLOW_NODE_TYPE,
	EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE,
	isResourceMapperValue,
	NodeHelpers,
} from 'n8n-workflow';

import { inputType, typesAfter } from '../declared-type.ts';
import type { Rule } from '../rule.ts';
import { misfits } from '../subtype.ts';

/** What a process is called with is of the type that it takes: declared before the call, and proved field by field. */
export const composition: Rule = function* ({ process, graph, library }) {
	for (const node of process.nodes.filter(({ type }) => type === EXECUTE_WORKFLOW_NODE_TYPE)) {
		const called = library.processes.find(({ id }) => id === NodeHelpers.getSubworkflowId(node));
		// That it exists and can be called is another rule.
		if (!called?.nodes.some(({ type }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE)) continue;
		const wanted = inputType(called, library);
		if (wanted === undefined) {
			yield {
				node: node.name,
				problem: `calls ${called.folder}, which does not say of what type its input is`,
				allowed: 'an Information Type node behind its trigger',
			};
			continue;
		}
		const takes = `${called.folder} takes ${wanted.name}`;
		for (const edge of graph.into(node.name)) {
			const given = mapsFields(node) ? undefined : typesAfter(graph, library, edge);
			if (given === undefined) {
				yield {
					node: node.name,
					problem: `${takes}, but of what type the items from ${JSON.stringify(edge.from)} are is not declared`,
					allowed: `an Information Type node for ${wanted.name} right before, its items passed on as they are`,
				};
			}
			const wrong = (given ?? []).flatMap(({ name, type }) =>
				misfits(type, wanted.type, wanted.shaping).map((problem) => `${takes}, but gets ${name}: ${problem}`),
			);
			for (const problem of new Set(wrong)) yield { node: node.name, problem, allowed: wanted.name };
		}
	}
};

/** Whether the call makes its input of fields of its own, whose types nobody knows. */
function mapsFields({ parameters: { workflowInputs } }: INode): boolean {
	if (!isResourceMapperValue(workflowInputs)) return false;
	return workflowInputs.mappingMode === 'defineBelow' && Object.keys(workflowInputs.value ?? {}).length > 0;
}

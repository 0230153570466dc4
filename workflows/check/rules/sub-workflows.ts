import { EXECUTE_WORKFLOW_NODE_TYPE, EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE, NodeHelpers } from 'n8n-workflow';

import type { Rule } from '../rule.ts';

/** Every workflow that is called is one of the library and can be called. */
export const subWorkflows: Rule = function* ({ process, library: { processes } }) {
	const ids = processes.map(({ id }) => id).join(', ');
	for (const node of process.nodes.filter(({ type }) => type === EXECUTE_WORKFLOW_NODE_TYPE)) {
		const id = NodeHelpers.getSubworkflowId(node);
		const called = processes.find((candidate) => candidate.id === id);
		if (called === undefined) {
			// It may be one of that n8n.
			if (process.isElsewhere) continue;
			const problem = `calls ${JSON.stringify(id ?? '')}, which is no workflow of the library`;
			yield { node: node.name, problem, allowed: ids };
		} else if (!called.nodes.some(({ type }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE)) {
			const problem = `calls ${called.folder}, which has no Execute Workflow Trigger`;
			yield { node: node.name, problem, allowed: 'a process that can be called' };
		}
	}
	const onError = process.settings?.errorWorkflow;
	if (!process.isElsewhere && typeof onError === 'string' && onError !== '' && !processes.some(({ id }) => id === onError)) {
		yield { problem: `its error workflow ${JSON.stringify(onError)} is no workflow of the library`, allowed: ids };
	}
};

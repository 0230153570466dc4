import { EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE } from 'n8n-workflow';

import { callsOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

const VERBS = { call: 'calls', step: 'runs', undo: 'is undone by' } as const;

/** Every workflow that is called is one of the library and can be called. */
export const subWorkflows: Rule = function* ({ process, library }) {
	const { processes } = library;
	const ids = processes.map(({ id }) => id).join(', ');
	for (const node of process.nodes) {
		for (const { id, kind } of callsOf(node, library)) {
			const called = processes.find((candidate) => candidate.id === id);
			if (called === undefined) {
				// It may be one of that n8n.
				if (process.isElsewhere) continue;
				const problem = `${VERBS[kind]} ${JSON.stringify(id ?? '')}, which is no workflow of the library`;
				yield { node: node.name, problem, allowed: ids };
			} else if (!called.nodes.some(({ type }) => type === EXECUTE_WORKFLOW_TRIGGER_NODE_TYPE)) {
				const problem = `${VERBS[kind]} ${called.folder}, which has no Execute Workflow Trigger`;
				yield { node: node.name, problem, allowed: 'a workflow that can be called' };
			}
		}
	}
	const onError = process.settings?.errorWorkflow;
	if (!process.isElsewhere && typeof onError === 'string' && onError !== '' && !processes.some(({ id }) => id === onError)) {
		yield { problem: `its error workflow ${JSON.stringify(onError)} is no workflow of the library`, allowed: ids };
	}
};

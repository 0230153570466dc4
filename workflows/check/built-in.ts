import type { INode } from 'n8n-workflow';

import type { NodeKind } from './node-kind.ts';
import { isNumbered } from './node-kind.ts';

interface BuiltIn {
	/** Display name and names that n8n gives to new ones. */
	names: readonly [string, ...string[]];
	version: number;
	inputs?: number;
	outputs?: readonly string[] | ((node: INode) => readonly string[]);
}

/**
 * The nodes of n8n 2.40 that the library uses, each in the one version that it uses, so that every process is built
 * alike. A process that needs another adds it here, with the reason and with what `dist/types/nodes.json` of
 * n8n-nodes-base says of its version, inputs and outputs.
 */
const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
	// Callers start a process over HTTP; with several methods it has an output for each.
	'n8n-nodes-base.webhook': {
		names: ['Webhook'],
		version: 2.1,
		inputs: 0,
		outputs: ({ parameters: { httpMethod } }) => (Array.isArray(httpMethod) ? httpMethod.map(String) : ['Main']),
	},
	// Answers the caller at the point of the process where the answer is known.
	'n8n-nodes-base.respondToWebhook': {
		names: ['Respond to Webhook'],
		version: 1.5,
		outputs: ({ parameters }) => (parameters.enableResponseOutput === true ? ['Input Data', 'Response'] : ['Main']),
	},
	// Makes the JSON that the next step takes.
	'n8n-nodes-base.set': { names: ['Edit Fields', 'Set'], version: 3.4 },
	// Decides by a fact.
	'n8n-nodes-base.if': { names: ['If'], version: 2.2, outputs: ['True', 'False'] },
	// Makes one item of the events of a stream.
	'n8n-nodes-base.aggregate': { names: ['Aggregate'], version: 1 },
	// Explains on the canvas.
	'n8n-nodes-base.stickyNote': { names: ['Sticky Note'], version: 1, inputs: 0, outputs: [] },
	// Calls another process, and lets a process be called: processes compose.
	'n8n-nodes-base.executeWorkflow': { names: ['Execute Workflow', 'Execute Sub-workflow'], version: 1.3 },
	'n8n-nodes-base.executeWorkflowTrigger': { names: ['When Executed by Another Workflow'], version: 1.2, inputs: 0 },
	// Tells the process that called this one that it failed.
	'n8n-nodes-base.stopAndError': { names: ['Stop and Error'], version: 1, outputs: [] },
};

/** n8n-workflow names the others. */
export const IF_NODE_TYPE = 'n8n-nodes-base.if';
export const STOP_AND_ERROR_NODE_TYPE = 'n8n-nodes-base.stopAndError';

export const builtInKinds: [string, NodeKind][] = Object.entries(BUILT_IN).map(
	([type, { names, version, inputs = 1, outputs = ['Main'] }]) => [
		type,
		{
			displayName: names[0],
			versions: [version],
			inputs,
			outputs: typeof outputs === 'function' ? outputs : () => outputs,
			isDefaultName: ({ name }) => isNumbered(name, names),
		},
	],
);

import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { executionOf, type NodeRun } from '../../test/support/node-runner.ts';

type Call = Parameters<IExecuteFunctions['getNodeParameter']>;

/**
 * Reads the parameters that a node reads, as often as it does, and does nothing with them: what n8n takes for itself of the node's time.
 *
 * @param run of the node; a run of its own for each time
 */
export function parameterReads(node: INodeType, run: () => NodeRun): () => Promise<void> {
	let calls: readonly Call[] | undefined;
	return async () => {
		calls ??= await callsOf(node, run());
		const execution = executionOf(node, run());
		for (const call of calls) execution.getNodeParameter(...call);
	};
}

/** What a run of the node asks for. */
async function callsOf(node: INodeType, run: NodeRun): Promise<readonly Call[]> {
	const calls: Call[] = [];
	const execution = executionOf(node, run);
	const read = execution.getNodeParameter.bind(execution);
	execution.getNodeParameter = ((...call: Call) => {
		calls.push(call);
		return read(...call);
	}) as IExecuteFunctions['getNodeParameter'];
	await node.execute!.call(execution);
	return calls;
}

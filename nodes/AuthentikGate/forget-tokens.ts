import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { bearerToken, takeOut } from './bearer-token.ts';

/**
 * Takes the tokens of allowed callers out of their items, and out of the items that the node before gave: both would
 * stay readable in n8n's list of executions while the tokens are still good. Where the user wants to keep them, and for
 * callers that were denied, nothing changes: another gate may look at those.
 *
 * To be called when all items are done: after a failure n8n may run the node again on the same items.
 */
export function forgetTokens(execution: IExecuteFunctions, allowed: readonly INodeExecutionData[]): void {
	const given = execution.getInputData();
	const tokens = allowed.flatMap(({ json, pairedItem }) => {
		const { item: index } = pairedItem as { item: number };
		if (execution.getNodeParameter('options.keepToken', index, false) === true) return [];
		return { items: [json, given[index]?.json], token: bearerToken(execution.getNodeParameter('token', index)) };
	});
	// Only now: a token is read out of its item, which may be that of another one too.
	for (const { items, token } of tokens) takeOut(items, token);
}

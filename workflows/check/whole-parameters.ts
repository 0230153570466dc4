import type { INode, INodeParameters, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/**
 * A node's parameters with the defaults that exports leave out.
 *
 * @param hiddenToo also those that are not shown with these values
 */
export function wholeParameters(node: INode, description: INodeTypeDescription, hiddenToo = false): INodeParameters {
	try {
		return NodeHelpers.getNodeParameters(description.properties, node.parameters, true, hiddenToo, node, description) ?? {};
	} catch {
		// n8n stumbles over rows that are no list; the rule for parameters says so.
		return node.parameters;
	}
}

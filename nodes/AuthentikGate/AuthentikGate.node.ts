import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineOperations } from '../shared/node.ts';
import { verify } from './actions/verify.ts';
import { connect } from './context.ts';
import { forgetTokens } from './forget-tokens.ts';
import { methods } from './methods.ts';

const gate = defineOperations({
	operations: { verify },
	connect,
	// n8n sends items out of the first output of a node that is deactivated: nobody may get through that way.
	branches: ['denied', 'allowed'],
	errorBranch: 'denied',
});

/** As a tool of an agent the node has one output, by which all leave: an item that says nothing of anybody is none. */
function allowedAmong([first = [], allowed]: INodeExecutionData[][]): INodeExecutionData[] {
	return allowed ?? first.filter(({ json, pairedItem }) => pairedItem !== undefined && !('denial' in json) && !('error' in json));
}

export class AuthentikGate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Authentik Gate',
		name: 'authentikGate',
		icon: { light: 'file:authentikGate.svg', dark: 'file:authentikGate.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ [].concat($parameter["requiredGroups"]).join(", ") }}',
		description: 'Let only callers through whose access token was issued by Authentik for this application',
		defaults: { name: 'Authentik Gate' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Denied', 'Allowed'],
		usableAsTool: true,
		credentials: [{ name: 'authentikApplicationApi', required: true, testedBy: 'authentikApplicationTest' }],
		// As n8n's Webhook says of its own output: n8n shows these to nobody.
		sensitiveOutputFields: ['headers.authorization', 'headers.cookie'],
		properties: gate.properties,
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const outputs = await gate.execute(this);
		forgetTokens(this, allowedAmong(outputs));
		return outputs;
	}
}

import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineOperations } from '../shared/node.ts';
import { describe } from './actions/describe.ts';
import { shape } from './actions/shape.ts';
import { validate } from './actions/validate.ts';

const types = defineOperations<object>({
	operations: { validate, shape, describe },
	connect: () => ({}),
	branches: ['valid', 'invalid'],
	errorBranch: 'invalid',
});

/** Holds items against IPLD schemas: a process takes and gives typed information. */
export class InformationType implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Information Type',
		name: 'informationType',
		icon: { light: 'file:informationType.svg', dark: 'file:informationType.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"].replace(/^./, (letter) => letter.toUpperCase()) + ": " + ($parameter["source"] === "text" ? $parameter["root"] : $parameter["type"].split("#").pop()) }}',
		description: 'Validate and shape items by IPLD schemas',
		defaults: { name: 'Information Type' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Valid', 'Invalid'],
		usableAsTool: true,
		properties: types.properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await types.execute(this);
	}
}

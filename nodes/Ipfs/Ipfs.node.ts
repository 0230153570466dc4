import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineNode } from '../shared/node.ts';
import { file } from './actions/file/index.ts';
import { node } from './actions/node/index.ts';
import { pin } from './actions/pin/index.ts';
import { methods } from './methods.ts';
import type { IpfsContext } from './transport.ts';
import { connect } from './transport.ts';

const ipfs = defineNode<IpfsContext>({ resources: { file, pin, node }, connect });

export class Ipfs implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IPFS',
		name: 'ipfs',
		icon: { light: 'file:ipfs.svg', dark: 'file:ipfs.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: ipfs.subtitle,
		description: 'Store, read and pin files on an IPFS node (Kubo)',
		defaults: { name: 'IPFS' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'ipfsApi', required: true }],
		properties: ipfs.properties,
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await ipfs.execute(this);
	}
}

import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineNode } from '../shared/node.ts';
import { object } from './actions/object/index.ts';
import { getChangeableFields, getEnsuredFields, getWritableFields } from './mapper.ts';
import { getFields, getFilters, searchObjectTypes } from './methods.ts';
import { connect, type NetBoxContext } from './transport.ts';

const system = defineNode<NetBoxContext>({ resources: { object }, connect });

export class NetBox implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'NetBox',
		name: 'netBox',
		icon: { light: 'file:netBox.svg', dark: 'file:netBox.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: system.subtitle,
		description: 'Read and change what NetBox knows about racks, devices, addresses and tenants',
		defaults: { name: 'NetBox' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'netBoxApi', required: true }],
		properties: system.properties,
	};

	methods = {
		listSearch: { searchObjectTypes },
		loadOptions: { getFields, getFilters },
		resourceMapping: { getChangeableFields, getEnsuredFields, getWritableFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await system.execute(this);
	}
}

import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineNode } from '../shared/node.ts';
import { stream } from './actions/stream/index.ts';
import { eventStoreConnection, searchStreams } from './methods.ts';
import { connect, type EventStoreContext } from './transport.ts';

const system = defineNode<EventStoreContext>({ resources: { stream }, connect });

export class EventStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Event Store',
		name: 'eventStore',
		icon: { light: 'file:eventStore.svg', dark: 'file:eventStore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: system.subtitle,
		description: 'Append and read events in EventStoreDB or KurrentDB',
		defaults: { name: 'Event Store' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'eventStoreApi', required: true, testedBy: 'eventStoreConnection' }],
		properties: system.properties,
	};

	methods = { listSearch: { searchStreams }, credentialTest: { eventStoreConnection } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await system.execute(this);
	}
}

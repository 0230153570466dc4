import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { defineNode } from '../shared/node.ts';
import { all } from './actions/all/index.ts';
import { persistentSubscription } from './actions/persistent-subscription/index.ts';
import { projection } from './actions/projection/index.ts';
import { server } from './actions/server/index.ts';
import { stream } from './actions/stream/index.ts';
import { user } from './actions/user/index.ts';
import { CONFLICT } from './append-options.ts';
import { eventStoreConnection, searchGroups, searchProjections, searchStreams, searchUsers } from './methods.ts';
import { connect, type EventStoreContext } from './transport.ts';

const system = defineNode<EventStoreContext>({
	resources: { stream, all, persistentSubscription, projection, server, user },
	connect,
	branches: ['main', CONFLICT],
});

/** A second output where the user wants the items of conflicts by it. */
const OUTPUTS = `={{ $parameter.resource === "stream" && ["append", "appendMany"].includes($parameter.operation) && ($parameter.options || {}).conflictOutput
	? [{ type: "main", displayName: "Appended" }, { type: "main", displayName: "Conflict" }]
	: ["main"] }}` as const;

export class EventStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Event Store',
		name: 'eventStore',
		icon: { light: 'file:eventStore.svg', dark: 'file:eventStore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: system.subtitle,
		description: 'Append and read events in EventStoreDB or KurrentDB, and manage its subscriptions, projections and users',
		defaults: { name: 'Event Store' },
		inputs: [NodeConnectionTypes.Main],
		outputs: OUTPUTS,
		usableAsTool: true,
		credentials: [{ name: 'eventStoreApi', required: true, testedBy: 'eventStoreConnection' }],
		properties: system.properties,
	};

	methods = { listSearch: { searchGroups, searchProjections, searchStreams, searchUsers }, credentialTest: { eventStoreConnection } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await system.execute(this);
	}
}

import type { INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { toProperties } from '../shared/properties.ts';
import { eventStoreConnection, searchGroups, searchStreams } from './methods.ts';
import { fields } from './trigger/fields.ts';
import { listen } from './trigger/listen.ts';

export class EventStoreTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Event Store Trigger',
		name: 'eventStoreTrigger',
		icon: { light: 'file:eventStore.svg', dark: 'file:eventStore.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ ($parameter["source"] === "all" ? "all streams" : $parameter["source"] === "category" ? $parameter["category"] + "-…" : $parameter["stream"]) + ($parameter["mode"] === "persistent" ? " as " + $parameter["group"] : "") }}',
		// n8n's node picker has one entry for a node and its trigger, and describes it in these words alone.
		description:
			'Append and read events in EventStoreDB or KurrentDB, and manage its subscriptions, projections and users; start workflows for each event, which counts as done when its execution has succeeded and comes again otherwise',
		defaults: { name: 'Event Store Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'eventStoreApi', required: true, testedBy: 'eventStoreConnection' }],
		properties: toProperties(fields),
	};

	methods = { listSearch: { searchStreams, searchGroups }, credentialTest: { eventStoreConnection } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await listen(this);
	}
}

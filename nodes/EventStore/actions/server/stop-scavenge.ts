import { StopScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';

import { defineOperation } from '../../../shared/operation.ts';
import { operate, scavengeItem } from '../../operations.ts';
import type { EventStoreContext } from '../../transport.ts';

export const stopScavenge = defineOperation<EventStoreContext>()({
	name: 'Stop Scavenge',
	action: 'Stop a scavenge',
	description: 'Stop a scavenge that is under way; what it has freed stays free',
	fields: {
		scavengeId: {
			displayName: 'Scavenge ID',
			type: 'string',
			required: true,
			default: '',
			placeholder: '3f2c1f9e-6a53-4c38-8a51-0d5d4b1c9f10',
			description: 'What Start Scavenge gave',
		},
	},
	concurrency: 1,
	async run({ fields: { scavengeId }, eventStore }) {
		const request = new StopScavengeReq().setOptions(new StopScavengeReq.Options().setScavengeId(scavengeId));
		return scavengeItem(await operate(eventStore, (client, metadata, options, answer) => client.stopScavenge(request, metadata, options, answer)));
	},
});

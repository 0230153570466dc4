import { StartScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { operate, scavengeItem } from '../../operations.ts';
import type { EventStoreContext } from '../../transport.ts';

export const startScavenge = defineOperation<EventStoreContext>()({
	name: 'Start Scavenge',
	action: 'Start a scavenge',
	description: 'Have the server free the space of deleted and truncated events; the stream $scavenges-ID says how it goes',
	fields: {
		options: collection('Add option', {
			startFromChunk: { displayName: 'Start From Chunk', type: 'number', default: 0, typeOptions: { minValue: 0 }, description: 'The first file of the log to look through' },
			threadCount: { displayName: 'Thread Count', type: 'number', default: 1, typeOptions: { minValue: 1 }, description: 'How many threads work at it' },
		}),
	},
	concurrency: 1,
	async run({ fields: { options }, eventStore }) {
		const { startFromChunk = 0, threadCount = 1 } = options;
		const request = new StartScavengeReq().setOptions(new StartScavengeReq.Options().setThreadCount(threadCount).setStartFromChunk(startFromChunk));
		return scavengeItem(await operate(eventStore, (client, metadata, options, answer) => client.startScavenge(request, metadata, options, answer)));
	},
});

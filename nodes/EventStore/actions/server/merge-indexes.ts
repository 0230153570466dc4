import { Empty } from '@eventstore/db-client/generated/shared_pb.js';

import { defineOperation } from '../../../shared/operation.ts';
import { operate } from '../../operations.ts';
import type { EventStoreContext } from '../../transport.ts';

export const mergeIndexes = defineOperation<EventStoreContext>()({
	name: 'Merge Indexes',
	action: 'Merge the indexes of the server',
	description: 'Have the server merge the files of its index, which makes reads quicker where there are many',
	fields: {},
	concurrency: 1,
	async run({ eventStore }) {
		await operate(eventStore, (client, metadata, options, answer) => client.mergeIndexes(new Empty(), metadata, options, answer));
		return { merging: true };
	},
});

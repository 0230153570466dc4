import { defineOperation } from '../../../shared/operation.ts';
import { deletedRevision, deletedRevisionFields, toJsonPosition } from '../../revision.ts';
import type { EventStoreContext } from '../../transport.ts';
import { ofEvents, stream } from './fields.ts';

export const tombstone = defineOperation<EventStoreContext>()({
	name: 'Tombstone',
	action: 'Tombstone a stream',
	description: 'Delete a stream for ever: nothing can be appended under its name again',
	fields: { stream, ...deletedRevisionFields },
	async run({ fields, eventStore }) {
		const { position } = await eventStore.call((connection) =>
			connection.tombstoneStream(ofEvents(fields.stream), { expectedRevision: deletedRevision(fields) }),
		);
		return { stream: fields.stream, deleted: true, position: toJsonPosition(position) };
	},
});

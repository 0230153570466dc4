import { defineOperation } from '../../../shared/operation.ts';
import { deletedRevision, deletedRevisionFields, toJsonPosition } from '../../revision.ts';
import type { EventStoreContext } from '../../transport.ts';
import { ofEvents, stream } from './fields.ts';

export const deleteStream = defineOperation<EventStoreContext>()({
	name: 'Delete',
	action: 'Delete a stream',
	description: 'Delete the events of a stream; a later append goes on with its numbers',
	fields: { stream, ...deletedRevisionFields },
	async run({ fields, eventStore }) {
		const { position } = await eventStore.call((connection) =>
			connection.deleteStream(ofEvents(fields.stream), { expectedRevision: deletedRevision(fields) }),
		);
		return { stream: fields.stream, deleted: true, position: toJsonPosition(position) };
	},
});

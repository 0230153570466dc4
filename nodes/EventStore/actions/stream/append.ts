import { defineOperation } from '../../../shared/operation.ts';
import { appendEvents } from '../../append-events.ts';
import { eventFields, newEvent } from '../../new-event.ts';
import { expectedRevision, expectedRevisionFields } from '../../revision.ts';
import type { EventStoreContext } from '../../transport.ts';
import { ofNewEvents, stream } from './fields.ts';

export const append = defineOperation<EventStoreContext>()({
	name: 'Append',
	action: 'Append an event to a stream',
	description: 'Append one event for each item, in the order of the items',
	fields: { stream, ...eventFields, ...expectedRevisionFields },
	// One after another: items may append to the same stream, and the order of their events is the order of the items.
	concurrency: 1,
	async run({ execution, eventStore, ...input }) {
		const { fields } = input;
		return await appendEvents(eventStore, {
			stream: ofNewEvents(fields.stream),
			events: [newEvent(input, execution)],
			expected: expectedRevision(fields),
			promised: fields.eventIdFrom !== 'automatic',
		});
	},
});

import type { AppendExpectedRevision, AppendResult, JSONEventData, JSONType } from '@eventstore/db-client';
import { jsonEvent } from '@eventstore/db-client';

import { field } from '../shared/field.ts';
import type { Fields, FieldValues } from '../shared/field.ts';
import type { Input } from '../shared/operation.ts';
import { eventId, eventIdFields, type Place } from './event-id.ts';
import { eventMetadata, metadataField } from './event-metadata.ts';
import { toJsonNumber, toJsonPosition } from './revision.ts';
import type { EventStore } from './transport.ts';

/** What an event is made of. */
export const eventFields = {
	eventType: field({
		displayName: 'Event Type',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'DocumentStored',
		description: 'What happened, in the past tense',
	}),
	data: field({
		displayName: 'Data (JSON)',
		type: 'json',
		required: true,
		default: '={{ $json }}',
		description:
			"The facts; the item's JSON unless changed. JSON as text keeps all digits of its numbers; an object with a whole number beyond 9007199254740991 is refused, because it is rounded already.",
		exact: true,
	}),
	...eventIdFields,
	metadata: metadataField,
} as const satisfies Fields;

type GivenEvent = Omit<Input<typeof eventFields>, 'fields'> & { fields: FieldValues<typeof eventFields> };

/**
 * Makes the event of an item.
 *
 * @throws InvalidField naming what cannot be written
 */
export function newEvent({ fields, index }: GivenEvent, execution: Place): JSONEventData {
	return jsonEvent({
		id: eventId(fields, execution, index),
		type: fields.eventType,
		data: fields.data as JSONType,
		metadata: eventMetadata(fields.metadata, execution),
	});
}

/** An event as it now stands in its stream. */
export type Appended = {
	stream: string;
	/** Number of the event in the stream. Of the last one appended it is what the next append may expect. */
	revision: number | string;
	eventId: string;
	eventType: string;
	position: { commit: string; prepare: string } | undefined;
};

/** Appends events to a stream, all or none, and says where each of them is. */
export async function appendEvents(
	eventStore: EventStore,
	stream: string,
	events: readonly JSONEventData[],
	expectedRevision: AppendExpectedRevision,
): Promise<Appended[]> {
	const { nextExpectedRevision, position }: AppendResult = await eventStore.call((connection) =>
		connection.appendToStream(stream, [...events], { expectedRevision }),
	);
	const first = nextExpectedRevision - BigInt(events.length - 1);
	return events.map(({ id, type }, index) => ({
		stream,
		revision: toJsonNumber(first + BigInt(index)),
		eventId: id,
		eventType: type,
		position: toJsonPosition(position),
	}));
}

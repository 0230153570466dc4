import type { JSONEventData, JSONType } from '@eventstore/db-client';
import { jsonEvent } from '@eventstore/db-client';

import { field } from '../shared/field.ts';
import type { Fields, FieldValues } from '../shared/field.ts';
import { eventId, eventIdFields, type Place } from './event-id.ts';
import { eventMetadata, metadataField } from './event-metadata.ts';

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

type GivenEvent = { fields: FieldValues<typeof eventFields>; index: number };

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

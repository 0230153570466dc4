import type { AppendExpectedRevision, JSONEventData } from '@eventstore/db-client';
import pLimit from 'p-limit';

import { InvalidField } from '../../../shared/errors.ts';
import { defineBulkOperation } from '../../../shared/operation.ts';
import { type Appended, appendEvents, eventFields, newEvent } from '../../new-event.ts';
import { expectedRevision, expectedRevisionFields } from '../../revision.ts';
import type { EventStoreContext } from '../../transport.ts';
import { stream } from './fields.ts';

/** What goes into one stream, and the items that it comes from. */
interface Group {
	stream: string;
	expected: AppendExpectedRevision;
	events: JSONEventData[];
	indexes: number[];
}

/** How many streams are written to at once. */
const STREAMS_AT_ONCE = 8;

export const appendMany = defineBulkOperation<EventStoreContext>()({
	name: 'Append Many',
	action: 'Append many events to a stream',
	description: 'Append the events of all items at once: those of one stream together, all or none of them, in the order of the items',
	fields: { stream, ...eventFields, ...expectedRevisionFields },
	async runAll({ inputs, execution, eventStore }) {
		const groups = new Map<string, Group>();
		for (const input of inputs) {
			const { fields, index } = input;
			const expected = expectedRevision(fields);
			const group = groups.get(fields.stream) ?? { stream: fields.stream, expected, events: [], indexes: [] };
			if (group.expected !== expected) {
				throw new InvalidField('Expected Revision', `differs among the items of stream "${fields.stream}"`, 'one value for all items of a stream');
			}
			group.events.push(newEvent(input, execution));
			group.indexes.push(index);
			groups.set(fields.stream, group);
		}
		const results: (Appended | Error)[] = [];
		const limit = pLimit(STREAMS_AT_ONCE);
		const appendGroup = async ({ stream, expected, events, indexes }: Group) => {
			const appended = await appendEvents(eventStore, stream, events, expected).catch(toError);
			indexes.forEach((index, n) => (results[index] = Array.isArray(appended) ? appended[n]! : appended));
		};
		await Promise.all([...groups.values()].map((group) => limit(appendGroup, group)));
		return results;
	},
});

function toError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error(String(thrown));
}

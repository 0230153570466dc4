import pLimit from 'p-limit';

import { InvalidField } from '../../../shared/errors.ts';
import type { FieldValues } from '../../../shared/field.ts';
import { defineBulkOperation } from '../../../shared/operation.ts';
import { type Append, type Appended, appendEvents } from '../../append-events.ts';
import type { Place } from '../../event-id.ts';
import { eventFields, newEvent } from '../../new-event.ts';
import { expectedRevision, expectedRevisionFields } from '../../revision.ts';
import type { EventStoreContext } from '../../transport.ts';
import { ofNewEvents, stream } from './fields.ts';

const fields = { stream, ...eventFields, ...expectedRevisionFields };

/** What goes into one stream, and the items that it comes from. */
interface Group extends Append {
	events: ReturnType<typeof newEvent>[];
	indexes: number[];
}

type Item = { fields: FieldValues<typeof fields>; index: number };

/** How many streams are written to at once. */
const STREAMS_AT_ONCE = 8;

export const appendMany = defineBulkOperation<EventStoreContext>()({
	name: 'Append Many',
	action: 'Append many events to a stream',
	description: 'Append the events of all items at once: those of one stream together, all or none of them, in the order of the items',
	fields,
	async runAll({ inputs, execution, eventStore }) {
		const groups = new Map<string, Group>();
		for (const input of inputs) add(groups, input, execution);
		const results: (Appended | Error)[] = [];
		const limit = pLimit(STREAMS_AT_ONCE);
		const appendGroup = async (group: Group) => {
			const appended = await appendEvents(eventStore, group).catch(toError);
			group.indexes.forEach((index, n) => (results[index] = Array.isArray(appended) ? appended[n]! : appended));
		};
		await Promise.all([...groups.values()].map((group) => limit(appendGroup, group)));
		return results;
	},
});

/** @throws InvalidField when the items of a stream contradict each other */
function add(groups: Map<string, Group>, input: Item, execution: Place): void {
	const { eventIdFrom, eventKey } = input.fields;
	const stream = ofNewEvents(input.fields.stream);
	const expected = expectedRevision(input.fields);
	const group = groups.get(stream) ?? { stream, expected, promised: false, events: [], indexes: [] };
	if (group.expected !== expected) {
		throw new InvalidField('Expected Revision', `differs among the items of stream "${stream}"`, 'one value for all items of a stream');
	}
	const event = newEvent(input, execution);
	const twin = group.events.findIndex(({ id }) => id === event.id);
	if (twin >= 0) {
		const [name, value] = eventIdFrom === 'key' ? ['Key', eventKey] : ['UUID', event.id];
		throw new InvalidField(
			name,
			`"${value}" is that of item ${group.indexes[twin]} and of item ${input.index}, which would both be appended to stream "${stream}"`,
			'another one for each event',
		);
	}
	group.promised ||= eventIdFrom !== 'automatic';
	group.events.push(event);
	group.indexes.push(input.index);
	groups.set(stream, group);
}

function toError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error(String(thrown));
}

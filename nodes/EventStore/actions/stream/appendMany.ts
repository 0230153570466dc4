import pLimit from 'p-limit';

import { InvalidField } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import type { FieldValues } from '../../../shared/field.ts';
import type { Input, Result } from '../../../shared/operation.ts';
import { defineBulkOperation } from '../../../shared/operation.ts';
import { type Append, appendEvents } from '../../append-events.ts';
import { conflictItem, conflictOutput } from '../../append-options.ts';
import { assertFits, DEFAULT_MOST, maxAppendSize, partsOf } from '../../append-size.ts';
import type { Place } from '../../event-id.ts';
import { eventFields, newEvent, type NewEvent } from '../../new-event.ts';
import { expectedRevision, expectedRevisionFields } from '../../revision.ts';
import type { EventStore, EventStoreContext } from '../../transport.ts';
import { ofNewEvents, stream } from './fields.ts';

const fields = {
	stream,
	...eventFields,
	...expectedRevisionFields,
	options: collection('Add option', {
		atomic: {
			displayName: 'All or None',
			type: 'boolean',
			default: true,
			description: 'Whether the events of a stream are written all or none of them. Otherwise more than the server takes at once is written in parts, one after another.',
		},
		conflictOutput,
		maxAppendSize,
	}),
};

/** What goes into one stream, and the items that it comes from. */
interface Group extends Append {
	events: NewEvent[];
	indexes: number[];
	/** Item of each id. */
	ids: Map<string, number>;
	options: FieldValues<typeof fields>['options'];
}

type Item = Input<typeof fields>;

/** How many streams are written to at once. */
const STREAMS_AT_ONCE = 8;

export const appendMany = defineBulkOperation<EventStoreContext>()({
	name: 'Append Many',
	action: 'Append many events to a stream',
	description: 'Append the events of all items at once: those of one stream together, all or none of them, in the order of the items',
	fields,
	async runAll({ inputs, execution, eventStore }) {
		const groups = new Map<string, Group>();
		for (const input of inputs) await add(groups, input, execution);
		const results: (Result | Error)[] = [];
		const limit = pLimit(STREAMS_AT_ONCE);
		const appendGroup = async (group: Group) => {
			const appended = await appendParts(eventStore, group);
			group.indexes.forEach((index, n) => (results[index] = appended[n]!));
		};
		await Promise.all([...groups.values()].map((group) => limit(appendGroup, group)));
		return results;
	},
});

/** Appends in one piece, or in as many as the server needs when that is allowed; what follows a part that failed is not written. */
async function appendParts(eventStore: EventStore, group: Group): Promise<(Result | Error)[]> {
	const { events, options, stream, promised } = group;
	const most = options.maxAppendSize ?? DEFAULT_MOST;
	const results: (Result | Error)[] = [];
	let { expected } = group;
	for (const part of options.atomic === false ? partsOf(events, most) : [events]) {
		try {
			await assertFits(eventStore, part, most);
			const appended = await appendEvents(eventStore, { stream, events: part, expected, promised });
			results.push(...appended);
			// Nobody else may write in between where the stream must be at a revision.
			if (expected === 'no_stream' || typeof expected === 'bigint') expected = BigInt(appended.at(-1)!.revision);
		} catch (thrown) {
			const failure = thrown instanceof Error ? thrown : new Error(String(thrown));
			const instead = (options.conflictOutput === true && conflictItem(failure, stream)) || failure;
			return [...results, ...events.slice(results.length).map(() => instead)];
		}
	}
	return results;
}

/** @throws InvalidField when the items of a stream contradict each other */
async function add(groups: Map<string, Group>, input: Item, execution: Place): Promise<void> {
	const { eventIdFrom, eventKey, options } = input.fields;
	const stream = ofNewEvents(input.fields.stream);
	const expected = expectedRevision(input.fields);
	const group: Group = groups.get(stream) ?? { stream, expected, promised: false, events: [], indexes: [], options, ids: new Map() };
	if (group.expected !== expected) {
		throw new InvalidField('Expected Revision', `differs among the items of stream "${stream}"`, 'one value for all items of a stream');
	}
	const event = await newEvent(input, execution, options.maxAppendSize ?? DEFAULT_MOST);
	const twin = group.ids.get(event.id);
	if (twin !== undefined) {
		const [name, value] = eventIdFrom === 'key' ? ['Key', eventKey] : ['UUID', event.id];
		throw new InvalidField(
			name,
			`"${value}" is that of item ${twin} and of item ${input.index}, which would both be appended to stream "${stream}"`,
			'another one for each event',
		);
	}
	group.promised ||= eventIdFrom !== 'automatic';
	group.events.push(event);
	group.indexes.push(input.index);
	group.ids.set(event.id, input.index);
	groups.set(stream, group);
}

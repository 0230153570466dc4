import { collection } from '../../../shared/field.ts';
import { orNone } from '../../../shared/or-none.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { take } from '../../../shared/page.ts';
import { type Group, groupFields, groupOf } from '../../groups/fields.ts';
import { getGroup, replayParked as replay } from '../../groups/groups.ts';
import { parkedStream } from '../../groups/parked.ts';
import type { EventStore, EventStoreContext } from '../../transport.ts';

export const replayParked = defineOperation<EventStoreContext>()({
	name: 'Replay Parked',
	action: 'Replay parked events',
	description: 'Deliver the events that a group has put aside to its consumers again, ahead of new ones',
	fields: {
		...groupFields,
		options: collection('Add option', {
			upTo: {
				displayName: 'Up To',
				type: 'number',
				default: 10,
				// With 0 a real server replays nothing and takes no further replay for this group (recorded from KurrentDB 25 and EventStoreDB 23).
				typeOptions: { minValue: 1 },
				description: 'How many to replay at most, the oldest first; all unless given',
			},
		}),
	},
	concurrency: 1,
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		// A group that does not exist is a failure.
		const { stats } = await getGroup(eventStore, at);
		const { upTo } = fields.options;
		const parkedBefore = Number(stats.parkedMessageCount);
		const wanted = await parkedRevisions(eventStore, at, upTo);
		const last = wanted.at(-1);
		// Told to replay nothing, some servers never replay anything again for this group.
		if (last === undefined) return { ...at, replayed: 0, parkedBefore };
		await replay(eventStore, at, upTo === undefined ? undefined : last + 1n);
		return { ...at, replayed: upTo === undefined ? parkedBefore : wanted.length, parkedBefore };
	},
});

/**
 * Revisions of parked events, the oldest first: the protocol says where in the stream of the parked to stop, not after how many, and
 * that stream does not begin with 0 once some of it have been replayed.
 */
async function parkedRevisions(eventStore: EventStore, at: Group, upTo = 1): Promise<bigint[]> {
	const read = take(eventStore.readStream(parkedStream(at), { maxCount: upTo }), upTo);
	return ((await orNone(read, 'stream-not-found')) ?? []).flatMap(({ event }) => event?.revision ?? []);
}

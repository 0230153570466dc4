import { BACKWARDS, END } from '@eventstore/db-client';

import { orNone } from '../../../shared/or-none.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { take } from '../../../shared/page.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { getGroup } from '../../groups/groups.ts';
import { groupItem } from '../../groups/item.ts';
import type { EventStore, EventStoreContext } from '../../transport.ts';

export const get = defineOperation<EventStoreContext>()({
	name: 'Get',
	action: 'Get a persistent subscription',
	description: 'Get how far a group is: events in flight, parked, waiting and lagging behind, its consumers and its settings',
	fields: groupFields,
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		const info = await getGroup(eventStore, at);
		return groupItem(info, at.stream === '$all' ? undefined : await lastRevision(eventStore, at.stream));
	},
});

/** A group without consumers is not told of new events, so the stream itself is asked. */
async function lastRevision(eventStore: EventStore, stream: string): Promise<bigint | undefined> {
	const read = take(eventStore.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }), 1);
	const [last] = (await orNone(read, 'stream-not-found', 'stream-deleted', 'access-denied')) ?? [];
	return (last?.link ?? last?.event)?.revision;
}

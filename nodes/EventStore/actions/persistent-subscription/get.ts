import { orNone } from '../../../shared/or-none.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { getGroup } from '../../groups/groups.ts';
import { groupItem } from '../../groups/item.ts';
import { lastPlace } from '../../last.ts';
import type { EventStoreContext } from '../../transport.ts';

export const get = defineOperation<EventStoreContext>()({
	name: 'Get',
	action: 'Get a persistent subscription',
	description: 'Get how far a group is: events in flight, parked, waiting and lagging behind, its consumers and its settings',
	fields: groupFields,
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		const info = await getGroup(eventStore, at);
		// A group without consumers is not told of new events, so the stream itself is asked.
		const last = await orNone(lastPlace(eventStore, at.stream), 'stream-deleted', 'access-denied');
		return groupItem(info, last);
	},
});

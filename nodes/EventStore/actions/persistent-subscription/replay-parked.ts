import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { getGroup, replayParked as replay } from '../../groups/groups.ts';
import type { EventStoreContext } from '../../transport.ts';

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
		const { stats } = await getGroup(eventStore, at);
		const parked = Number(stats.parkedMessageCount);
		await replay(eventStore, at, fields.options.upTo);
		return { ...at, replayed: Math.min(parked, fields.options.upTo ?? parked), parkedBefore: parked };
	},
});

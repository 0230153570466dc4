import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { getGroup } from '../../groups/groups.ts';
import { parkedItem, parkedStream } from '../../groups/parked.ts';
import { isFailure } from '../../is-failure.ts';
import type { EventStoreContext } from '../../transport.ts';

export const readParked = defineOperation<EventStoreContext>()({
	name: 'Read Parked',
	action: 'Read parked events',
	description: 'Read the events that a group has put aside, the oldest first, each with the reason why; they stay parked',
	fields: {
		...groupFields,
		options: collection('Add option', {
			jsonAsText: {
				displayName: 'JSON as Text',
				type: 'boolean',
				default: false,
				description: 'Whether to give data and metadata as the JSON text that was appended, with every digit',
			},
		}),
	},
	list: true,
	async *run({ fields, limit, eventStore }) {
		const at = groupOf(fields);
		// A group that does not exist has no parked events either, and is no group without parked events.
		await getGroup(eventStore, at);
		const events = eventStore.readStream(parkedStream(at), { resolveLinkTos: true, ...(limit !== undefined && { maxCount: limit }) });
		try {
			for await (const event of events) yield parkedItem(event, fields.options.jsonAsText);
		} catch (thrown) {
			// Nothing was ever parked.
			if (!isFailure(thrown, 'stream-not-found')) throw thrown;
		}
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import { groupFields, groupOf } from '../../groups/fields.ts';
import { deleteGroup } from '../../groups/groups.ts';
import type { EventStoreContext } from '../../transport.ts';

export const deleteSubscription = defineOperation<EventStoreContext>()({
	name: 'Delete',
	action: 'Delete a persistent subscription',
	description: 'Delete a group of consumers with its progress and its parked events; fails when there is none',
	fields: groupFields,
	async run({ fields, eventStore }) {
		const at = groupOf(fields);
		await deleteGroup(eventStore, at);
		return { ...at, deleted: true };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { userField } from '../../users/fields.ts';
import { getUser, setDisabled } from '../../users/users.ts';

export const disable = defineOperation<EventStoreContext>()({
	name: 'Disable',
	action: 'Disable a user',
	description: 'Let a user in no longer; within a second the server knows',
	fields: { user: userField },
	concurrency: 1,
	async run({ fields: { user }, eventStore }) {
		await setDisabled(eventStore, user, true);
		return await getUser(eventStore, user);
	},
});

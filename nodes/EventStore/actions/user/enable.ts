import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { userField } from '../../users/fields.ts';
import { getUser, setDisabled } from '../../users/users.ts';

export const enable = defineOperation<EventStoreContext>()({
	name: 'Enable',
	action: 'Enable a user',
	description: 'Let a user in again that was disabled',
	fields: { user: userField },
	concurrency: 1,
	async run({ fields: { user }, eventStore }) {
		await setDisabled(eventStore, user, false);
		return await getUser(eventStore, user);
	},
});

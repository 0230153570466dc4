import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { userField } from '../../users/fields.ts';
import { getUser } from '../../users/users.ts';

export const get = defineOperation<EventStoreContext>()({
	name: 'Get',
	action: 'Get a user',
	description: 'Get full name and groups of a user, and whether it is disabled',
	fields: { user: userField },
	concurrency: 1,
	async run({ fields: { user }, eventStore }) {
		return await getUser(eventStore, user);
	},
});

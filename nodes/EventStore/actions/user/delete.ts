import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { userField } from '../../users/fields.ts';
import { deleteUser } from '../../users/users.ts';

export const deleteUserOperation = defineOperation<EventStoreContext>()({
	name: 'Delete',
	action: 'Delete a user',
	description: 'Delete a user; for a moment the server may still let it in',
	fields: { user: userField },
	concurrency: 1,
	async run({ fields: { user }, eventStore }) {
		await deleteUser(eventStore, user);
		return { user, deleted: true };
	},
});

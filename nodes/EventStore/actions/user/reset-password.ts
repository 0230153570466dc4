import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { passwordField, userField } from '../../users/fields.ts';
import { resetPassword as reset } from '../../users/users.ts';

export const resetPassword = defineOperation<EventStoreContext>()({
	name: 'Reset Password',
	action: 'Reset the password of a user',
	description: 'Give a user another password; for a moment the old one may still be good',
	fields: { user: userField, password: { ...passwordField, displayName: 'New Password' } },
	concurrency: 1,
	async run({ fields: { user, password }, eventStore }) {
		await reset(eventStore, user, password);
		return { user, passwordReset: true };
	},
});

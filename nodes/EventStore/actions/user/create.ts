import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { fullNameField, groupsField, groupsOf, loginField, loginOf, passwordField } from '../../users/fields.ts';
import { createUser, getUser } from '../../users/users.ts';

export const create = defineOperation<EventStoreContext>()({
	name: 'Create',
	action: 'Create a user',
	description: 'Create a user; fails when there is one of this login name',
	fields: { login: loginField, password: passwordField, options: collection('Add option', { fullName: fullNameField, groups: groupsField }) },
	concurrency: 1,
	async run({ fields: { login, password, options }, eventStore }) {
		const { fullName = login, groups = '' } = options;
		await createUser(eventStore, { login: loginOf(login), password, fullName, groups: groupsOf(groups) });
		return await getUser(eventStore, login);
	},
});

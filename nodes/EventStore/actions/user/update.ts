import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { fullNameField, groupsField, groupsOf, userField } from '../../users/fields.ts';
import { getUser, updateUser } from '../../users/users.ts';

export const update = defineOperation<EventStoreContext>()({
	name: 'Update',
	action: 'Update a user',
	description: 'Change full name or groups of a user; what is not given stays',
	fields: { user: userField, options: collection('Add change', { fullName: fullNameField, groups: { ...groupsField, description: `All groups of the user. ${groupsField.description}.` } }, 'Changes') },
	concurrency: 1,
	async run({ fields: { user, options }, eventStore }) {
		const is = await getUser(eventStore, user);
		await updateUser(eventStore, user, { fullName: options.fullName ?? is.fullName, groups: options.groups === undefined ? is.groups : groupsOf(options.groups) });
		return await getUser(eventStore, user);
	},
});

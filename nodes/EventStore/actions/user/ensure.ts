import { isDeepStrictEqual } from 'node:util';

import { checkOnly, ensure as bringAbout } from '../../../shared/ensure.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { fullNameField, groupsField, groupsOf, loginField, loginOf, passwordField } from '../../users/fields.ts';
import { createUser, findUser, setDisabled, updateUser, type UserItem } from '../../users/users.ts';

export const ensure = defineOperation<EventStoreContext>()({
	name: 'Ensure',
	action: 'Ensure a user',
	description: 'Create a user unless it exists, and bring what is given into line. The password is that of a new user: of one that exists nobody can compare it.',
	fields: {
		login: loginField,
		password: passwordField,
		checkOnly,
		options: collection('Add option', {
			disabled: { displayName: 'Disabled', type: 'boolean', default: false, description: 'Whether the user is not let in' },
			fullName: fullNameField,
			groups: { ...groupsField, description: `All groups of the user. ${groupsField.description}.` },
		}),
	},
	// Items that declare the same user would each find none.
	concurrency: 1,
	async run({ fields: { login, password, checkOnly, options }, eventStore }) {
		const groups = options.groups === undefined ? undefined : groupsOf(options.groups).toSorted();
		const ensured = await bringAbout<UserItem>(
			{
				what: `User ${JSON.stringify(login)}`,
				declared: { fullName: options.fullName, groups, disabled: options.disabled },
				find: () => findUser(eventStore, loginOf(login)),
				actual: ({ fullName, groups: is, disabled }) => ({ fullName, groups: is.toSorted(), disabled }),
				create: () => createUser(eventStore, { login, password, fullName: options.fullName ?? login, groups: groups ?? [] }),
				async change(settings, is) {
					const wanted = { fullName: options.fullName ?? is.fullName, groups: groups ?? is.groups };
					if (!isDeepStrictEqual(wanted, { fullName: is.fullName, groups: is.groups })) await updateUser(eventStore, login, wanted);
					if (settings.includes('disabled')) await setDisabled(eventStore, login, options.disabled === true);
				},
			},
			checkOnly,
		);
		return { login, ...ensured };
	},
});

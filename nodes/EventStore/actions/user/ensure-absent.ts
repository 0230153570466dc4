import { absentSwitch, ensureAbsent as bringAbout } from '../../../shared/ensure-absent.ts';
import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { userField } from '../../users/fields.ts';
import { deleteUser, findUser, NO_USER } from '../../users/users.ts';

export const ensureAbsent = defineOperation<EventStoreContext>()({
	name: 'Ensure Absent',
	action: 'Ensure that there is no such user',
	description: 'Delete a user, if there is one',
	fields: { user: userField, checkOnly: absentSwitch },
	concurrency: 1,
	async run({ fields: { user, checkOnly }, eventStore }) {
		const absence = { find: () => findUser(eventStore, user), remove: () => deleteUser(eventStore, user), gone: [NO_USER] };
		return { user, ...(await bringAbout(absence, checkOnly)) };
	},
});

import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';
import { usersOf } from '../../users/users.ts';

export const list = defineOperation<EventStoreContext>()({
	name: 'Get Many',
	action: 'Get many users',
	description: 'List the users of the server with their groups',
	fields: {},
	list: true,
	async run({ eventStore }) {
		return (await usersOf(eventStore)).toSorted((a, b) => (a.login < b.login ? -1 : 1));
	},
});

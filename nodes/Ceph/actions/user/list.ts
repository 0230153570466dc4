import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inOrder } from '../../gateway/in-order.ts';
import { getUser, usersOf } from '../../gateway/users.ts';
import type { CephContext } from '../../transport.ts';

export const list = defineOperation<CephContext>()({
	name: 'Get Many',
	action: 'Get many users',
	description: "List the users of the object gateway in the gateway's own order; needs the capability users=read",
	fields: {
		options: collection('Add option', {
			details: {
				displayName: 'Details',
				type: 'boolean',
				default: false,
				description: 'Whether to get all about each user, which takes a request for each; otherwise only the names',
			},
		}),
	},
	list: true,
	run: ({ fields: { options }, gateway }) => (options.details ? inOrder(usersOf(gateway), ({ name }) => getUser(gateway, name)) : names(usersOf(gateway))),
});

async function* names(users: AsyncIterable<{ name: string }>): AsyncGenerator<{ user: string }> {
	for await (const { name } of users) yield { user: name };
}

import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';

export const getVersion = defineOperation<EventStoreContext>()({
	name: 'Get Version',
	action: 'Get the version of the server',
	description: 'Get what the server says it is, and whether it speaks TLS',
	fields: {},
	async run({ eventStore }) {
		return await eventStore.call(async (connection) => ({ version: await connection.serverVersion(), tls: connection.way.secure }));
	},
});

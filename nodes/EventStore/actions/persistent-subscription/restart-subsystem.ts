import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';

export const restartSubsystem = defineOperation<EventStoreContext>()({
	name: 'Restart Subsystem',
	action: 'Restart the subsystem of persistent subscriptions',
	description: 'Restart what serves all groups of the server: consumers are dropped, and go on from the last checkpoint. Needs the role of administrator or operator.',
	fields: {},
	concurrency: 1,
	async run({ eventStore }) {
		await eventStore.call((connection) => connection.restartPersistentSubscriptionSubsystem());
		return { restarted: true };
	},
});

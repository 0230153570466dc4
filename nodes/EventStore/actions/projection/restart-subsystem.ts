import { defineOperation } from '../../../shared/operation.ts';
import type { EventStoreContext } from '../../transport.ts';

export const restartSubsystem = defineOperation<EventStoreContext>()({
	name: 'Restart Subsystem',
	action: 'Restart the subsystem of projections',
	description: 'Restart what runs all projections of the server; they go on from their last checkpoints. Needs the role of administrator or operator.',
	fields: {},
	concurrency: 1,
	async run({ eventStore }) {
		await eventStore.call((connection) => connection.restartSubsystem());
		return { restarted: true };
	},
});

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inWords } from '../../projections/failure.ts';
import { projectionField, timeLimit as limitField } from '../../projections/fields.ts';
import { isStopped, whenIt } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const abort = defineOperation<EventStoreContext>()({
	name: 'Abort',
	action: 'Abort a projection',
	description: 'Stop a projection without writing down how far it is; enabled again it goes on from its last checkpoint',
	fields: { projection: projectionField, options: collection('Add option', { timeLimit: limitField }) },
	concurrency: 1,
	async run({ fields: { projection: name, options }, eventStore, wait }) {
		await inWords(name, () => eventStore.call((connection) => connection.abortProjection(name)));
		return await whenIt(isStopped, { eventStore, wait, name, what: 'stop', seconds: options.timeLimit ?? limitField.default });
	},
});

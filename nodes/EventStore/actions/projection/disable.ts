import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inWords } from '../../projections/failure.ts';
import { projectionField, timeLimit as limitField } from '../../projections/fields.ts';
import { isStopped, whenIt } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const disable = defineOperation<EventStoreContext>()({
	name: 'Disable',
	action: 'Disable a projection',
	description: 'Stop a projection and write down how far it is, and wait until it stands; it stays off until it is enabled',
	fields: { projection: projectionField, options: collection('Add option', { timeLimit: limitField }) },
	concurrency: 1,
	async run({ fields: { projection: name, options }, eventStore, wait }) {
		await inWords(name, () => eventStore.call((connection) => connection.disableProjection(name)));
		return await whenIt(isStopped, { eventStore, wait, name, what: 'stop', seconds: options.timeLimit ?? limitField.default });
	},
});

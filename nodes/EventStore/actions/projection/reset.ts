import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inWords } from '../../projections/failure.ts';
import { projectionField, timeLimit as limitField } from '../../projections/fields.ts';
import { isSettled, whenIt } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const reset = defineOperation<EventStoreContext>()({
	name: 'Reset',
	action: 'Reset a projection',
	description: 'Let a projection begin anew with the first event; what it wrote stays, and it writes it once more',
	fields: { projection: projectionField, options: collection('Add option', { timeLimit: limitField }) },
	concurrency: 1,
	async run({ fields: { projection: name, options }, eventStore, wait }) {
		await inWords(name, () => eventStore.call((connection) => connection.resetProjection(name)));
		return await whenIt(isSettled, { eventStore, wait, name, what: 'begin anew', seconds: options.timeLimit ?? limitField.default });
	},
});

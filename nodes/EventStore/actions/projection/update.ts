import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { inWords } from '../../projections/failure.ts';
import { emitField, projectionField, queryField, timeLimit as limitField } from '../../projections/fields.ts';
import { definitionOf } from '../../projections/query.ts';
import { untilItWorks } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const update = defineOperation<EventStoreContext>()({
	name: 'Update',
	action: 'Update a projection',
	description: 'Give a projection another query, with which it goes on from where it is; the item fails with the reason when the query is wrong',
	fields: {
		projection: projectionField,
		query: queryField,
		options: collection('Add option', { emitEnabled: { ...emitField, description: `${emitField.description}; stays as it is unless given` }, timeLimit: limitField }),
	},
	concurrency: 1,
	async run({ fields: { projection: name, query, options }, eventStore, wait }) {
		// Said every time, so that it stays as it is: clients whose default is off have broken projections with an update.
		const emitEnabled = options.emitEnabled ?? (await definitionOf(eventStore, name))?.emitEnabled;
		await inWords(name, () => eventStore.call((connection) => connection.updateProjection(name, query, { emitEnabled })));
		return await untilItWorks({ eventStore, wait, name, seconds: options.timeLimit ?? limitField.default });
	},
});

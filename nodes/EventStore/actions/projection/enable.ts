import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { faulted, inWords } from '../../projections/failure.ts';
import { projectionField, timeLimit as limitField } from '../../projections/fields.ts';
import { isStopped, whenIt } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const enable = defineOperation<EventStoreContext>()({
	name: 'Enable',
	action: 'Enable a projection',
	description: 'Let a projection run, such as $by_category for the streams $ce-…, and wait until it does',
	fields: { projection: projectionField, options: collection('Add option', { timeLimit: limitField }) },
	concurrency: 1,
	async run({ fields: { projection: name, options }, eventStore, wait }) {
		await inWords(name, () => eventStore.call((connection) => connection.enableProjection(name)));
		const seconds = options.timeLimit ?? limitField.default;
		const projection = await whenIt((is) => is.faulted || is.status.startsWith('Running') || is.status.startsWith('Completed'), { eventStore, wait, name, what: 'run', seconds });
		if (projection.faulted && isStopped(projection)) throw faulted(name, projection.reason);
		return projection;
	},
});

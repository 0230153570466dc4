import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { projectionField } from '../../projections/fields.ts';
import { outcomeOf } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const getResult = defineOperation<EventStoreContext>()({
	name: 'Get Result',
	action: 'Get the result of a projection',
	description: 'Get what a projection makes of its state (transformBy, filterBy); the state where it makes nothing of it',
	fields: {
		projection: projectionField,
		options: collection('Add option', {
			partition: { displayName: 'Partition', type: 'string', default: '', placeholder: 'document-4711', description: 'The part of a partitioned projection (foreachStream, partitionBy)' },
		}),
	},
	async run({ fields: { projection, options }, eventStore }) {
		const { partition = '' } = options;
		return { projection, ...(partition !== '' && { partition }), result: (await outcomeOf(eventStore, projection, 'result', partition)) ?? null };
	},
});

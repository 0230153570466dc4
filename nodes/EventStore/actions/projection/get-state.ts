import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { projectionField } from '../../projections/fields.ts';
import { outcomeOf } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const getState = defineOperation<EventStoreContext>()({
	name: 'Get State',
	action: 'Get the state of a projection',
	description: 'Get what a projection has gathered so far; empty for a partition that there is none of',
	fields: {
		projection: projectionField,
		options: collection('Add option', {
			partition: { displayName: 'Partition', type: 'string', default: '', placeholder: 'document-4711', description: 'The part of a partitioned projection (foreachStream, partitionBy)' },
		}),
	},
	async run({ fields: { projection, options }, eventStore }) {
		const { partition = '' } = options;
		return { projection, ...(partition !== '' && { partition }), state: (await outcomeOf(eventStore, projection, 'state', partition)) ?? null };
	},
});

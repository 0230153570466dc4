import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { projectionField } from '../../projections/fields.ts';
import { deletionFields, removeProjection } from '../../projections/remove.ts';
import type { EventStoreContext } from '../../transport.ts';

export const deleteProjection = defineOperation<EventStoreContext>()({
	name: 'Delete',
	action: 'Delete a projection',
	description: 'Disable a projection and delete it; what it wrote stays unless asked for',
	fields: { projection: projectionField, options: collection('Add option', deletionFields) },
	concurrency: 1,
	async run({ fields: { projection, options }, eventStore, wait }) {
		await removeProjection({ eventStore, wait, name: projection }, options);
		return { projection, deleted: true };
	},
});

import { absentSwitch, ensureAbsent as bringAbout } from '../../../shared/ensure-absent.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { deletionFields, removeProjection } from '../../projections/remove.ts';
import { MISSING } from '../../projections/failure.ts';
import { projectionField } from '../../projections/fields.ts';
import { findProjection } from '../../projections/statistics.ts';
import type { EventStoreContext } from '../../transport.ts';

export const ensureAbsent = defineOperation<EventStoreContext>()({
	name: 'Ensure Absent',
	action: 'Ensure that there is no such projection',
	description: 'Disable and delete a projection, if there is one',
	fields: { projection: projectionField, checkOnly: absentSwitch, options: collection('Add option', deletionFields) },
	concurrency: 1,
	async run({ fields: { projection, checkOnly, options }, eventStore, wait }) {
		const absence = {
			find: () => findProjection(eventStore, projection),
			remove: () => removeProjection({ eventStore, wait, name: projection }, options),
			gone: [MISSING],
		};
		return { projection, ...(await bringAbout(absence, checkOnly)) };
	},
});

import { SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { MISSING } from '../../projections/failure.ts';
import { projectionField } from '../../projections/fields.ts';
import { definitionOf } from '../../projections/query.ts';
import { findProjection } from '../../projections/statistics.ts';
import type { EventStoreContext } from '../../transport.ts';

export const getStatistics = defineOperation<EventStoreContext>()({
	name: 'Get Statistics',
	action: 'Get the statistics of a projection',
	description: 'Get status, progress and, for an administrator, the query of a projection; with the reason where it is faulted',
	fields: { projection: projectionField },
	async run({ fields: { projection }, eventStore }) {
		const found = await findProjection(eventStore, projection);
		if (found === undefined) throw new SystemError({ message: `There is no projection "${projection}"`, description: 'Create it, or choose one from the list.', code: MISSING });
		const { query, emitEnabled, trackEmittedStreams } = (await definitionOf(eventStore, projection)) ?? {};
		return { ...found, ...(query !== undefined && { query, emitEnabled, trackEmittedStreams }) };
	},
});

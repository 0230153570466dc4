import { defineOperation } from '../../../shared/operation.ts';
import { statisticsOf } from '../../projections/statistics.ts';
import type { EventStoreContext } from '../../transport.ts';

export const list = defineOperation<EventStoreContext>()({
	name: 'Get Many',
	action: 'Get many projections',
	description: 'List projections with status and progress, those of the database itself with them',
	fields: {
		mode: {
			displayName: 'Mode',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Continuous', value: 'continuous' },
				{ name: 'One-Time', value: 'oneTime' },
				{ name: 'Transient', value: 'transient' },
			],
			default: 'all',
			description: 'Which projections to list',
		},
	},
	list: true,
	async run({ fields: { mode }, eventStore }) {
		return (await statisticsOf(eventStore, { mode })).toSorted((a, b) => (a.projection < b.projection ? -1 : 1));
	},
});

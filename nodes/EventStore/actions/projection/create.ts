import { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { createProjection } from '../../projections/create.ts';
import { emitField, queryField, timeLimit as limitField, trackField } from '../../projections/fields.ts';
import { statisticsOf } from '../../projections/statistics.ts';
import { untilItWorks } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const create = defineOperation<EventStoreContext>()({
	name: 'Create',
	action: 'Create a projection',
	description: 'Create a projection and wait until it works; the item fails with the reason when its query is wrong, and the projection then stands there faulted',
	fields: {
		mode: {
			displayName: 'Mode',
			type: 'options',
			options: [
				{ name: 'Continuous', value: 'continuous', description: 'Goes on with every new event, also after a restart of the server' },
				{ name: 'One-Time', value: 'oneTime', description: 'Goes through the events that are there; the server gives it a name' },
				{ name: 'Transient', value: 'transient', description: 'Goes through the events that are there, and is forgotten with a restart of the server' },
			],
			default: 'continuous',
		},
		projection: {
			displayName: 'Name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'document-counts',
			description: 'The name of the new projection',
			show: { mode: ['continuous', 'transient'] },
		},
		query: queryField,
		options: collection('Add option', { emitEnabled: emitField, timeLimit: limitField, trackEmittedStreams: trackField }),
	},
	concurrency: 1,
	async run({ fields: { mode, projection, query, options }, eventStore, wait }) {
		const { emitEnabled = false, trackEmittedStreams = false, timeLimit = limitField.default } = options;
		const before = mode === 'oneTime' ? await oneTime() : [];
		await createProjection(eventStore, { mode, name: projection, query, emitEnabled, trackEmittedStreams });
		const name = mode === 'oneTime' ? theNew(before, await oneTime()) : projection;
		return await untilItWorks({ eventStore, wait, name, seconds: timeLimit });

		async function oneTime(): Promise<string[]> {
			return (await statisticsOf(eventStore, { mode: 'oneTime' })).map((each) => each.projection);
		}
	},
});

/** The server does not tell what it called the one that it made. */
function theNew(before: readonly string[], after: readonly string[]): string {
	const [name, ...others] = after.filter((each) => !before.includes(each));
	if (name !== undefined && others.length === 0) return name;
	throw new SystemError({
		message: 'The projection was created, and its name is not known',
		description: 'The event store does not tell it, and others were created at the same time: look through Get Many.',
		code: 'projection-name-unknown',
	});
}

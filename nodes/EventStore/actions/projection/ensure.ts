import { checkOnly, ensure as bringAbout } from '../../../shared/ensure.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { checkTracking, createProjection } from '../../projections/create.ts';
import { inWords } from '../../projections/failure.ts';
import { emitField, queryField, timeLimit as limitField, trackField } from '../../projections/fields.ts';
import { definitionOf } from '../../projections/query.ts';
import { findProjection } from '../../projections/statistics.ts';
import { isStopped, untilItWorks, whenIt } from '../../projections/state.ts';
import type { EventStoreContext } from '../../transport.ts';

export const ensure = defineOperation<EventStoreContext>()({
	name: 'Ensure',
	action: 'Ensure a projection',
	description: 'Create a continuous projection unless it exists, bring its query and what is given into line, and wait until it works; needs an administrator, who alone may read what a projection is made of',
	fields: {
		projection: {
			displayName: 'Name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'document-counts',
		},
		query: queryField,
		checkOnly,
		options: collection('Add option', {
			emitEnabled: emitField,
			enabled: { displayName: 'Enabled', type: 'boolean', default: true, description: 'Whether the projection is to run' },
			timeLimit: limitField,
			trackEmittedStreams: { ...trackField, description: `${trackField.description}. Only a new projection can be given it.` },
		}),
	},
	// Items that declare the same projection would each find none.
	concurrency: 1,
	async run({ fields: { projection: name, query, checkOnly, options }, eventStore, wait }) {
		const { timeLimit: seconds = limitField.default, emitEnabled, enabled, trackEmittedStreams } = options;
		const wanted = { emitEnabled: emitEnabled ?? false, trackEmittedStreams: trackEmittedStreams ?? false };
		const at = { eventStore, wait, name, seconds };
		const call = async (work: Parameters<typeof eventStore.call<void>>[0]) => await inWords(name, () => eventStore.call(work));
		if (trackEmittedStreams === true) checkTracking(wanted);
		const ensured = await bringAbout(
			{
				what: `Projection ${JSON.stringify(name)}`,
				declared: { query, emitEnabled, enabled, trackEmittedStreams },
				fixed: ['trackEmittedStreams'],
				async find() {
					const found = await findProjection(eventStore, name);
					return found && { ...(await definitionOf(eventStore, name)), enabled: !isStopped(found) || found.status.endsWith('(Enabled)') };
				},
				actual: (found) => ({ ...found }),
				async create() {
					await createProjection(eventStore, { mode: 'continuous', name, query, ...wanted });
					await untilItWorks(at);
				},
				async change(settings, found) {
					if (settings.includes('query') || settings.includes('emitEnabled')) {
						await call((connection) => connection.updateProjection(name, query, { emitEnabled: emitEnabled ?? found.emitEnabled }));
					}
					if (enabled === false) {
						await call((connection) => connection.disableProjection(name));
						await whenIt(isStopped, { ...at, what: 'stop' });
						return;
					}
					if (settings.includes('enabled')) await call((connection) => connection.enableProjection(name));
					// What is switched off on purpose stays off.
					if (enabled === true || found.enabled) await untilItWorks(at);
				},
			},
			checkOnly,
		);
		return { projection: name, ...ensured };
	},
});

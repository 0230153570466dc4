import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { eventOutputs, outputFields } from '../../event-output.ts';
import { eventFilter, filterFields } from '../../filter-fields.ts';
import { toPosition } from '../../position.ts';
import type { EventStoreContext } from '../../transport.ts';

export const read = defineOperation<EventStoreContext>()({
	name: 'Read',
	action: 'Read all streams',
	description: 'Read the events of the whole database in the order in which they were appended; over TLS administrators may unless others are let in',
	fields: {
		direction: {
			displayName: 'Direction',
			type: 'options',
			options: [
				{ name: 'Forwards', value: 'forwards', description: 'Oldest event first' },
				{ name: 'Backwards', value: 'backwards', description: 'Newest event first' },
			],
			default: 'forwards',
		},
		...filterFields,
		options: collection('Add option', {
			...outputFields,
			fromPosition: {
				displayName: 'From Position',
				type: 'string',
				default: '',
				placeholder: '4711/4711',
				description: 'Position of an event, as an event carries it, to begin with; going backwards the first event is the one before. Only positions that the server told are taken.',
				raw: true,
			},
			resolveLinks: { ...outputFields.resolveLinks, default: false },
		}),
	},
	list: true,
	run({ fields, limit, eventStore, binary }) {
		const { fromPosition, resolveLinks = false } = fields.options;
		const forwards = fields.direction === 'forwards';
		const isGiven = fromPosition !== undefined && fromPosition !== '';
		const events = eventStore.readAll(
			{
				direction: forwards ? FORWARDS : BACKWARDS,
				fromPosition: isGiven ? toPosition(fromPosition, 'From Position') : forwards ? START : END,
				resolveLinkTos: resolveLinks,
				...(limit !== undefined && { maxCount: limit }),
			},
			eventFilter(fields),
		);
		return eventOutputs(events, fields.options, binary);
	},
});

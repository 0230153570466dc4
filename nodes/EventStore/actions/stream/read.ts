import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';

import { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { eventOutputs, outputFields } from '../../event-output.ts';
import { wholeRevision } from '../../revision.ts';
import { missingKept } from '../../system-projection.ts';
import type { EventStoreContext } from '../../transport.ts';
import { ofEvents, stream } from './fields.ts';

export const read = defineOperation<EventStoreContext>()({
	name: 'Read',
	action: 'Read a stream',
	description: 'Read the events of a stream',
	fields: {
		stream,
		direction: {
			displayName: 'Direction',
			type: 'options',
			options: [
				{ name: 'Forwards', value: 'forwards', description: 'Oldest event first' },
				{ name: 'Backwards', value: 'backwards', description: 'Newest event first' },
			],
			default: 'forwards',
		},
		options: collection('Add option', {
			...outputFields,
			fromRevision: {
				displayName: 'From Revision',
				type: 'number',
				default: 0,
				typeOptions: { minValue: 0 },
				description: 'Revision of the event to begin with; the oldest, or going backwards the newest, unless given',
			},
			ifMissing: {
				displayName: 'If the Stream Does Not Exist',
				type: 'options',
				options: [
					{ name: 'Fail', value: 'fail', description: 'The item fails with code stream-not-found' },
					{ name: 'Return Nothing', value: 'nothing', description: 'As if the stream had no events' },
				],
				default: 'fail',
			},
		}),
	},
	list: true,
	run({ fields, limit, eventStore, binary }) {
		const { fromRevision, ifMissing, resolveLinks = true } = fields.options;
		const forwards = fields.direction === 'forwards';
		const from = fromRevision === undefined ? (forwards ? START : END) : wholeRevision('From Revision', fromRevision);
		const events = eventStore.readStream(ofEvents(fields.stream), {
			direction: forwards ? FORWARDS : BACKWARDS,
			fromRevision: from,
			resolveLinkTos: resolveLinks,
			...(limit !== undefined && { maxCount: limit }),
		});
		return eventOutputs(events, fields.options, binary, async (thrown) => {
			const error = await missingKept(thrown, eventStore, fields.stream);
			return ifMissing === 'nothing' && isMissing(error) ? undefined : error;
		});
	},
});

function isMissing(error: unknown): boolean {
	return error instanceof SystemError && (error.failure.code === 'stream-not-found' || error.failure.code === 'stream-deleted');
}

import { BACKWARDS, END } from '@eventstore/db-client';

import { SystemError } from '../../../shared/errors.ts';
import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { linkTarget } from '../../recorded-event.ts';
import type { EventStoreContext } from '../../transport.ts';

export const list = defineOperation<EventStoreContext>()({
	name: 'Get Many',
	action: 'Get many streams',
	description: 'List the streams of the database, the youngest first; needs the system projection $streams',
	fields: {
		options: collection('Add option', {
			prefix: {
				displayName: 'Name Begins With',
				type: 'string',
				default: '',
				placeholder: 'document-',
				description: 'Beginning of the names of the streams to list',
			},
		}),
	},
	list: true,
	async *run({ fields, eventStore }) {
		const { prefix = '' } = fields.options;
		try {
			for await (const { event } of eventStore.readStream('$streams', { direction: BACKWARDS, fromRevision: END })) {
				if (event === undefined) continue;
				const { stream } = linkTarget(event);
				if (stream.startsWith(prefix)) yield { stream };
			}
		} catch (error) {
			if (!(error instanceof SystemError && error.failure.code === 'stream-not-found')) throw error;
			throw new SystemError({
				message: 'The event store keeps no list of its streams',
				description: 'Enable the system projection $streams: in the web interface under Projections, or start the server with RunProjections=System and StartStandardProjections=true.',
				code: 'projection-disabled',
			}, error);
		}
	},
});

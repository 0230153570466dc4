import { BACKWARDS, END } from '@eventstore/db-client';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { isListed } from '../../listed.ts';
import { linkTarget } from '../../recorded-event.ts';
import { missingKept } from '../../system-projection.ts';
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
				description: 'Beginning of the names of the streams to list; those of the database itself, which begin with $, are listed only when this does too',
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
				if (stream.startsWith(prefix) && isListed(stream, prefix)) yield { stream };
			}
		} catch (thrown) {
			throw await missingKept(thrown, eventStore, '$streams');
		}
	},
});

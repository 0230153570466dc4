import { BACKWARDS, END } from '@eventstore/db-client';

import { collection } from '../../../shared/field.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { eventOutputs, outputFields } from '../../event-output.ts';
import { missingKept } from '../../system-projection.ts';
import type { EventStoreContext } from '../../transport.ts';
import { ofEvents, stream } from './fields.ts';

const { dataFile, jsonAsText, resolveLinks } = outputFields;

export const getLast = defineOperation<EventStoreContext>()({
	name: 'Get Last Event',
	action: 'Get the last event of a stream',
	description: 'Get the newest event of a stream; fails when the stream does not exist, and gives nothing when all its events are hidden',
	fields: { stream, options: collection('Add option', { dataFile, jsonAsText, resolveLinks }) },
	run({ fields, eventStore, binary }) {
		const { resolveLinks: resolveLinkTos = true } = fields.options;
		const last = eventStore.readStream(ofEvents(fields.stream), { direction: BACKWARDS, fromRevision: END, maxCount: 1, resolveLinkTos });
		return eventOutputs(last, fields.options, binary, (thrown) => missingKept(thrown, eventStore, fields.stream));
	},
});

import { BACKWARDS, END } from '@eventstore/db-client';

import { SystemError } from '../../../shared/errors.ts';
import { defineOperation } from '../../../shared/operation.ts';
import { take } from '../../../shared/page.ts';
import { toJsonNumber } from '../../revision.ts';
import type { EventStore, EventStoreContext } from '../../transport.ts';
import { ofEvents, stream } from './fields.ts';

export const exists = defineOperation<EventStoreContext>()({
	name: 'Exists',
	action: 'Find out whether a stream exists',
	description: 'Find out whether a stream can be read, and at which revision it is; never fails because there is none',
	fields: { stream },
	async run({ fields, eventStore }) {
		return { stream: fields.stream, ...(await stateOf(eventStore, ofEvents(fields.stream))) };
	},
});

/** A tombstoned stream is not there, and will never be again. */
async function stateOf(eventStore: EventStore, stream: string) {
	try {
		const [last] = await take(eventStore.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }), 1);
		const record = last?.link ?? last?.event;
		return { exists: true, tombstoned: false, revision: record === undefined ? null : toJsonNumber(record.revision) };
	} catch (thrown) {
		const code = thrown instanceof SystemError ? thrown.failure.code : undefined;
		if (code !== 'stream-not-found' && code !== 'stream-deleted') throw thrown;
		return { exists: false, tombstoned: code === 'stream-deleted', revision: null };
	}
}

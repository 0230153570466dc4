import { BACKWARDS, END, jsonEvent, metastreamOf, NO_STREAM } from '@eventstore/db-client';

import { SystemError } from '../shared/errors.ts';
import { toJsonNumber } from './revision.ts';
import type { EventStore } from './transport.ts';

/** What a stream's metadata says, under the database's own names (`$maxCount`, `$maxAge`, `$tb`, `$cacheControl`, `$acl`). */
export type StreamMetadata = {
	metadata: Record<string, unknown>;
	/** Revision of the metadata itself; absent when none was ever set. */
	revision?: bigint;
};

/** Metadata is the last event of the stream `$$<name>`. */
export async function readMetadata(eventStore: EventStore, stream: string): Promise<StreamMetadata> {
	try {
		const events = eventStore.readStream(metastreamOf(stream), { direction: BACKWARDS, fromRevision: END, maxCount: 1 });
		for await (const { event } of events) {
			if (event?.isJson) return { metadata: event.data as Record<string, unknown>, revision: event.revision };
		}
	} catch (error) {
		if (!(error instanceof SystemError && error.failure.code === 'stream-not-found')) throw error;
	}
	return { metadata: {} };
}

/** Writes metadata on top of what was read; fails with `wrong-expected-revision` when somebody else wrote in between. */
export async function writeMetadata(
	eventStore: EventStore,
	stream: string,
	metadata: Record<string, unknown>,
	read: StreamMetadata,
): Promise<number | string> {
	// With the type of the database's own metadata, so that it is understood as such.
	const event = jsonEvent({ type: '$metadata', data: metadata });
	const { nextExpectedRevision } = await eventStore.call((connection) =>
		connection.appendToStream(metastreamOf(stream), event, { expectedRevision: read.revision ?? NO_STREAM }),
	);
	return toJsonNumber(nextExpectedRevision);
}

import { BACKWARDS, END } from '@eventstore/db-client';

import { orNone } from '../shared/or-none.ts';
import type { EventStore } from './transport.ts';

/** How many of a stream's last events are looked through. */
export const LOOK_BACK = 1_000;

/** What stands in a stream under given ids, as far back as was looked. */
export interface Known {
	/** Revision under which each id that was found stands first. */
	revisions: Map<string, bigint>;
	/** Revision of the last event of the stream, where there is one. */
	last: bigint | undefined;
}

/**
 * Looks for ids among the last events of a stream, where the server itself does not: it knows an id again by its own rules
 * of expected revision only, and writes the event once more when they do not apply.
 *
 * @param from revision of the last event to look at; the stream's last unless given
 */
export async function lookBack(eventStore: EventStore, stream: string, ids: readonly string[], from?: bigint): Promise<Known> {
	const known: Known = { revisions: new Map(), last: undefined };
	const wanted = new Set(ids);
	const look = async () => {
		const events = eventStore.readStream(stream, { direction: BACKWARDS, fromRevision: from ?? END, maxCount: LOOK_BACK });
		for await (const { event } of events) {
			if (event === undefined) continue;
			known.last ??= event.revision;
			if (wanted.has(event.id)) known.revisions.set(event.id, event.revision);
		}
	};
	await orNone(look(), 'stream-not-found');
	return known;
}

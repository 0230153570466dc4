import { BACKWARDS, END } from '@eventstore/db-client';

import { orNone } from '../../shared/or-none.ts';
import { take } from '../../shared/page.ts';
import type { EventStore } from '../transport.ts';

/** What a projection was made of, as far as the server keeps it where it can be read. */
export interface Definition {
	query?: string;
	emitEnabled?: boolean;
	trackEmittedStreams?: boolean;
	enabled?: boolean;
}

/**
 * Reads what a projection was made of: the protocol has no call for it, but the server keeps it in a stream of its own (`$projections-<name>`,
 * type `$ProjectionUpdated`), which administrators may read. Settings that are off are left out there.
 *
 * @returns `undefined` where there is no such stream or this user may not read it
 */
export async function definitionOf(eventStore: EventStore, name: string): Promise<Definition | undefined> {
	const read = take(eventStore.readStream(`$projections-${name}`, { direction: BACKWARDS, fromRevision: END, maxCount: 10 }), 10);
	const events = (await orNone(read, 'stream-not-found', 'stream-deleted', 'access-denied')) ?? [];
	const kept = events.find(({ event }) => event?.type === '$ProjectionUpdated')?.event?.data;
	if (typeof kept !== 'object' || kept === null) return undefined;
	const entries = new Map(Object.entries(kept).map(([key, value]) => [key.toLowerCase(), value]));
	const query = entries.get('query');
	if (typeof query !== 'string') return undefined;
	return {
		query,
		emitEnabled: entries.get('emitenabled') === true,
		trackEmittedStreams: entries.get('trackemittedstreams') === true,
		enabled: entries.get('enabled') === true,
	};
}

import { BACKWARDS, END } from '@eventstore/db-client';

import { orNone } from '../shared/or-none.ts';
import { take } from '../shared/page.ts';
import { type Place, placeOf } from './place.ts';
import type { EventStore } from './transport.ts';

/**
 * Where the last event stands; `undefined` where there is none.
 *
 * @param stream its name, `$all` for the log of the whole database
 */
export async function lastPlace(eventStore: EventStore, stream: string): Promise<Place | undefined> {
	const newest = { direction: BACKWARDS, maxCount: 1 } as const;
	if (stream === '$all') {
		const [last] = await take(eventStore.readAll({ ...newest, fromPosition: END }), 1);
		return last && placeOf(last, true);
	}
	const [last] = (await orNone(take(eventStore.readStream(stream, { ...newest, fromRevision: END }), 1), 'stream-not-found')) ?? [];
	return last && placeOf(last, false);
}

import { type AllStreamSubscription, BACKWARDS, END, type Position, START, type StreamSubscription } from '@eventstore/db-client';

import { orNone } from '../../shared/or-none.ts';
import { take } from '../../shared/page.ts';
import type { EventStoreConnection } from '../connection.ts';
import { keepText } from '../json-text.ts';
import type { EventStore } from '../transport.ts';
import { toServerFilter } from './filter.ts';
import { type Place, placeOf } from './place.ts';
import { LOG, type Source } from './settings.ts';

/** Subscribes to what comes behind a place; `undefined` for everything. */
export function subscribeBehind(
	connection: EventStoreConnection,
	source: Source,
	place: Place | undefined,
	onPlace?: (position: Position) => void,
): StreamSubscription | AllStreamSubscription {
	if (source.stream === LOG) {
		const filter = toServerFilter(source, onPlace);
		return keepText(connection.subscribeToAll({ fromPosition: (place as Position | undefined) ?? START, ...(filter && { filter }) }));
	}
	return keepText(connection.subscribeToStream(source.stream, { fromRevision: (place as bigint | undefined) ?? START, resolveLinkTos: source.resolveLinks }));
}

/** Where the last event stands; `undefined` where there is none. */
export async function lastPlace(eventStore: EventStore, { stream }: Source): Promise<Place | undefined> {
	const newest = { direction: BACKWARDS, maxCount: 1 } as const;
	if (stream === LOG) {
		const [last] = await take(eventStore.readAll({ ...newest, fromPosition: END }), 1);
		return last && placeOf(last, true);
	}
	const [last] = (await orNone(take(eventStore.readStream(stream, { ...newest, fromRevision: END }), 1), 'stream-not-found')) ?? [];
	return last && placeOf(last, false);
}

/** The place behind which a trigger begins that has none yet. */
export async function firstPlace(eventStore: EventStore, source: Source, start: 'start' | 'end' | Place): Promise<Place | undefined> {
	if (start === 'start') return undefined;
	if (start === 'end') return await lastPlace(eventStore, source);
	// A revision names the first event to come; of the log it is not known what stands before a position.
	if (typeof start === 'bigint') return start === 0n ? undefined : start - 1n;
	return start;
}

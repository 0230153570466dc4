import { type AllStreamSubscription, type Position, START, type StreamSubscription } from '@eventstore/db-client';

import type { EventStoreConnection } from '../connection.ts';
import { keepText } from '../json-text.ts';
import { lastPlace } from '../last.ts';
import type { EventStore } from '../transport.ts';
import { toServerFilter } from './filter.ts';
import type { Place } from '../place.ts';
import { LOG, type Source } from './settings.ts';

/** Subscribes to what comes behind a place; `undefined` for everything. */
export function subscribeBehind(
	connection: EventStoreConnection,
	source: Source,
	place: Place | undefined,
	onPlace: (position: Position) => void = () => undefined,
): StreamSubscription | AllStreamSubscription {
	if (source.stream === LOG) {
		const filter = toServerFilter(source, onPlace);
		return keepText(connection.subscribeToAll({ fromPosition: (place as Position | undefined) ?? START, ...(filter && { filter }) }));
	}
	return keepText(connection.subscribeToStream(source.stream, { fromRevision: (place as bigint | undefined) ?? START, resolveLinkTos: source.resolveLinks }));
}

/** The place behind which a trigger begins that has none yet. */
export async function firstPlace(eventStore: EventStore, source: Source, start: 'start' | 'end' | Place): Promise<Place | undefined> {
	if (start === 'start') return undefined;
	if (start === 'end') return await lastPlace(eventStore, source.stream);
	// A revision names the first event to come; of the log it is not known what stands before a position.
	if (typeof start === 'bigint') return start === 0n ? undefined : start - 1n;
	return start;
}

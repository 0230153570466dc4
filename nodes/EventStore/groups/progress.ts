import type { Position } from '@eventstore/db-client';

import { type Place, isBefore } from '../place.ts';
import type { GroupInfo } from './groups.ts';

/** How far a group is. */
export interface Progress {
	/** Up to where all is done, as far as that is written down. */
	checkpoint?: Place;
	/** Where the last event stands that is known of. */
	known?: Place;
	/** Of a stream: how many events lie between the two. */
	lag?: bigint;
	/** Of the log of the whole database: the same in bytes, because positions are no numbers of events. */
	lagBytes?: bigint;
}

/**
 * How far a group is behind. It is not known of one that begins at the end, and has nothing done yet: what was there before is not
 * for it.
 *
 * @param last where the last event stands: a group without consumers is not told of new ones
 */
export function progressOf({ eventSource, settings: { startFrom }, stats }: GroupInfo, last: Place | undefined): Progress {
	if (eventSource === '$all') {
		const { lastCheckpointedEventPosition: checkpoint, lastKnownEventPosition } = stats as { lastCheckpointedEventPosition?: Position; lastKnownEventPosition?: Position };
		const known = latest(lastKnownEventPosition, last);
		const begin = checkpoint ?? (startFrom === 'start' ? { commit: 0n, prepare: 0n } : startFrom);
		return { checkpoint, known, ...(typeof known === 'object' && typeof begin === 'object' && { lagBytes: positive(known.commit - begin.commit) }) };
	}
	const { lastCheckpointedEventRevision: checkpoint, lastKnownEventRevision } = stats as { lastCheckpointedEventRevision?: bigint; lastKnownEventRevision?: bigint };
	const known = latest(lastKnownEventRevision, last);
	if (known === undefined) return { checkpoint, lag: 0n };
	const done = checkpoint ?? (startFrom === 'start' ? -1n : typeof startFrom === 'bigint' ? startFrom - 1n : undefined);
	return { checkpoint, known, ...(typeof known === 'bigint' && done !== undefined && { lag: positive(known - done) }) };
}

function latest(one: Place | undefined, other: Place | undefined): Place | undefined {
	return isBefore(one, other) ? other : one;
}

/** The server may count further than the stream goes (recorded from KurrentDB 25). */
function positive(value: bigint): bigint {
	return value < 0n ? 0n : value;
}

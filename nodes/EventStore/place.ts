import type { Position, RecordedEvent, ResolvedEvent } from '@eventstore/db-client';

/** Where something stands: the revision in a stream, the position in the log of the whole database. */
export type Place = bigint | Position;

/** Whether a place comes before another one of the same stream; nothing comes before everything. */
export function isBefore(one: Place | undefined, other: Place | undefined): boolean {
	if (other === undefined) return false;
	if (one === undefined) return true;
	if (typeof one === 'bigint' || typeof other === 'bigint') return toNumber(one) < toNumber(other);
	return one.commit < other.commit || (one.commit === other.commit && one.prepare < other.prepare);
}

/** Where a subscription that gave an event stands with it: what it reads are links where they are resolved. */
export function placeOf({ event, link, commitPosition }: ResolvedEvent, ofLog: boolean): Place {
	const read: RecordedEvent | undefined = link ?? event;
	if (read === undefined) throw new Error('The event store sent a record with neither event nor link');
	if (!ofLog) return read.revision;
	if (read.position !== undefined) return read.position;
	if (commitPosition === undefined) throw new Error('The event store sent an event of its log without a position');
	return { commit: commitPosition, prepare: commitPosition };
}

/** As it is written in logs and checkpoints. */
export function toText(place: Place): string {
	return typeof place === 'bigint' ? place.toString() : `${place.commit}/${place.prepare}`;
}

function toNumber(place: Place): bigint {
	return typeof place === 'bigint' ? place : place.commit;
}

import type { EventRecord, ResolvedEvent } from '../store/records.ts';
import { uuidText } from '../store/uuid.ts';

/** An event on its way to a consumer. */
export interface Message {
	readonly resolved: ResolvedEvent;
	/** The id by which a consumer acknowledges it: of the link, where there is one. */
	readonly id: string;
	/** Number within the group, in the order of the source; undefined for a parked event that is replayed. */
	readonly sequence: number | undefined;
	/** Revision in the source stream or position in the log; of a replayed one the revision of the parked link. */
	readonly place: number;
	/** How often it came before. */
	retryCount: number;
}

export function message(resolved: ResolvedEvent, sequence: number | undefined, place: number): Message {
	return { resolved, id: uuidText(original(resolved).id), sequence, place, retryCount: 0 };
}

/** The event as it stands in the stream that was read: the link, where there is one. */
export function original({ link, event }: ResolvedEvent): EventRecord {
	const found = link ?? event;
	if (found === undefined) throw new TypeError('An event that is read has a link or an event.');
	return found;
}

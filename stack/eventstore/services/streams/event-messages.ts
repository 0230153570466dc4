import type { EventRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { eventMessage } from './event-message.ts';
import type { ReadRequest } from './read-request.ts';

/** An event as a read sends it: as it stands in its stream or, where the client wants links resolved, with what it points to. */
export function messageOf(store: Store, event: EventRecord, { resolveLinks, structuredIds }: ReadRequest): Buffer {
	return eventMessage(resolveLinks ? store.read.resolve(event) : { event }, structuredIds);
}

/** The events of a page, each made when it is wanted: what links point to may be large. */
export function* eventMessages(store: Store, events: readonly EventRecord[], request: ReadRequest): Generator<Buffer> {
	for (const event of events) yield messageOf(store, event, request);
}

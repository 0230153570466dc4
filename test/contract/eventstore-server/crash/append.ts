import { jsonEvent } from '@eventstore/db-client';
import type { JSONEventData } from '@eventstore/db-client';

/** What is appended in one call, all of it or nothing. */
export interface Append {
	stream: string;
	/** Revision that the stream must have, -1 for none; undefined where any will do. */
	expected: number | undefined;
	type: string;
	/** Ids of the events; a retry has the same. */
	ids: string[];
	/** Characters that fill each event. */
	filler: number;
}

/** The content of one of its events, other than that of any other event. */
export function contentOf({ ids, filler }: Append, index: number): { index: number; of: number; filler: string } {
	const id = ids[index] ?? '';
	return { index, of: ids.length, filler: id.repeat(Math.ceil(filler / id.length)).slice(0, filler) };
}

/** The events of an append have this correlation id in common. */
export function correlationOf({ ids }: Append): string {
	return ids[0] ?? '';
}

export function eventsOf(append: Append): JSONEventData[] {
	return append.ids.map((id, index) => jsonEvent({
		id, type: append.type, data: contentOf(append, index), metadata: { $correlationId: correlationOf(append) },
	}));
}

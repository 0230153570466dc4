import { SystemError } from '../shared/errors.ts';
import { field } from '../shared/field.ts';
import type { NewEvent } from './new-event.ts';
import type { EventStore } from './transport.ts';

/** Bytes that a server takes in one append unless it was told otherwise. */
export const DEFAULT_MOST = 1_048_576;

export const maxAppendSize = field({
	displayName: 'Maximum Append Size',
	type: 'number',
	default: DEFAULT_MOST,
	typeOptions: { minValue: 1 },
	description: 'Bytes that the server takes in one append, if it was started with another MaxAppendSize',
});

/** Since this release the server counts more than the data (recorded from KurrentDB 25.0.0 and EventStoreDB 23.10.6). */
const COUNTS_ALL = 25;

/** As the server counts an event: its data, its metadata and twice the length of its type. */
export function sizeOf({ data, metadata, type }: NewEvent): number {
	return data.length + metadata.length + 2 * type.length;
}

/**
 * Refuses an append that the server would refuse, before a byte of it is sent.
 *
 * @throws SystemError with the code that the server's own refusal has
 */
export async function assertFits(eventStore: EventStore, events: readonly NewEvent[], most: number): Promise<void> {
	const size = sum(events, sizeOf);
	if (size <= most) return;
	const data = sum(events, (event) => event.data.length);
	// What older servers do not count lets them take it; they are asked only where that matters.
	if (data <= most && !((await releaseOf(eventStore)) >= COUNTS_ALL)) return;
	const [what, advice] =
		events.length === 1
			? [`The event has ${size} bytes`, 'Keep large content elsewhere and link to it.']
			: [`The ${events.length} events of one append have ${size} bytes`, 'Append fewer at once, or switch All or None off, which splits them.'];
	throw new SystemError({
		message: `${what}, larger than the ${most} bytes that the server takes at once: nothing was sent`,
		description: `${advice} A server with another MaxAppendSize is told by Maximum Append Size.`,
		code: 'maximum-append-size-exceeded',
	});
}

/** Parts that the server takes each, in their order; an event that is too large alone is a part of its own. */
export function partsOf(events: readonly NewEvent[], most: number): NewEvent[][] {
	const parts: NewEvent[][] = [];
	let room = -1;
	for (const event of events) {
		room -= sizeOf(event);
		if (room < 0) {
			parts.push([]);
			room = most - sizeOf(event);
		}
		parts.at(-1)!.push(event);
	}
	return parts;
}

/** @returns not a number where the server does not tell its release */
async function releaseOf(eventStore: EventStore): Promise<number> {
	return Number.parseInt(await eventStore.call((connection) => connection.serverVersion()), 10);
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
	return values.reduce((total, value) => total + of(value), 0);
}

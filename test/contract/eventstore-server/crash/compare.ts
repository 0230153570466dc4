import { isDeepStrictEqual } from 'node:util';
import { contentOf, correlationOf } from './append.ts';
import type { Append } from './append.ts';
import type { Read } from './log.ts';
import type { Sent } from './writer.ts';

/** How far a stream was compared, so that the next time goes on there. */
export interface Compared {
	appends: number;
	events: number;
}

/**
 * Compares what was sent to a stream with what lies in it: every acknowledged append once, whole, in order and where the
 * acknowledgement said, and behind them the last append, if nobody heard of it, whole or not at all.
 *
 * @returns how far it came with appends that are acknowledged, and whether the last one is there all the same
 * @throws Error when it is otherwise
 */
export function compare(
	stream: string, sent: readonly Sent[], found: readonly Read[], from: Compared,
): { compared: Compared; unheard: boolean } {
	let { appends, events } = from;
	for (const { append, acknowledged } of sent.slice(appends)) {
		if (acknowledged === undefined) {
			if (found.length === events) return { compared: { appends, events }, unheard: false };
			compareAppend(stream, append, found.slice(events), events);
			return { compared: { appends, events }, unheard: true };
		}
		compareAppend(stream, append, found.slice(events, events + append.ids.length), events);
		appends += 1;
		events += append.ids.length;
		if (acknowledged !== events - 1) {
			throw new Error(`${stream}: an append was acknowledged with revision ${acknowledged} that ends at ${events - 1}.`);
		}
	}
	if (found.length > events) throw new Error(`${stream}: ${found.length - events} events are there that nobody sent.`);
	return { compared: { appends, events }, unheard: false };
}

function compareAppend(stream: string, append: Append, found: readonly Read[], from: number): void {
	const what = append.ids.length === 1 ? 'an append of one event' : `an append of ${append.ids.length} events`;
	if (found.length !== append.ids.length) throw new Error(`${stream}: from ${from} on there are ${found.length} events of ${what}.`);
	for (const [index, id] of append.ids.entries()) {
		const read = found[index];
		const same = read?.id === id && read.correlation === correlationOf(append) && isDeepStrictEqual(read.data, contentOf(append, index));
		if (!same) throw new Error(`${stream}: revision ${from + index} is not event ${index} of ${what}.`);
	}
}

import type { Result } from '../shared/operation.ts';
import { type Append, appendEvents, needsLooking, placesOf } from './append-events.ts';
import { assertFits } from './append-size.ts';
import type { AppendPipeline } from './append-pipeline.ts';
import type { EventStore } from './transport.ts';

/** How many appends are under way at once: enough to hide the way to the server, few enough to stop soon after a failure. */
const UNDER_WAY = 32;

/** Appends to be made one after another. */
export interface Appends {
	count: number;
	/** Makes the append of a place; asked for in the order of the places, when it is its turn. */
	append: (at: number) => Promise<Append & { most: number }>;
	/** What takes the place of a failure; `undefined` for the failure itself. */
	instead: (thrown: unknown, at: number) => Result | undefined;
	/** Whether a failure leaves the others as they are; otherwise nothing more is sent after one. */
	goesOn: boolean;
	signal: AbortSignal | undefined;
}

/**
 * Makes appends in their order, several under way at once: the server takes them in the order in which they are sent, so events of one
 * stream stand there in the order of the items.
 *
 * @returns where each event is, or the failure of each
 */
export async function appendInOrder(eventStore: EventStore, { count, append, instead, goesOn, signal }: Appends): Promise<(Result | Error)[]> {
	const results: (Result | Error)[] = Array.from({ length: count }, () => []);
	const underWay = new Set<Promise<void>>();
	let failed = false;
	const settle = async (at: number, work: Promise<Result>) => {
		results[at] = await work.catch((thrown: unknown) => {
			const other = instead(thrown, at);
			failed ||= other === undefined;
			return other ?? (thrown instanceof Error ? thrown : new Error(String(thrown)));
		});
	};
	await eventStore.pipeline(count > 1, async (pipeline) => {
		for (let at = 0; at < count && !signal?.aborted && (goesOn || !failed); at++) {
			const sent = await send(eventStore, append, at, pipeline, underWay);
			const done: Promise<void> = settle(at, sent.answer).finally(() => underWay.delete(done));
			underWay.add(done);
			if (sent.alone || underWay.size >= UNDER_WAY) await (sent.alone ? done : Promise.race(underWay));
		}
		await Promise.all(underWay);
	});
	return results;
}

/** @returns the answer to come, wrapped: a promise that gives a promise would wait for it */
async function send(
	eventStore: EventStore,
	make: Appends['append'],
	at: number,
	pipeline: AppendPipeline | undefined,
	underWay: ReadonlySet<Promise<void>>,
): Promise<{ answer: Promise<Result>; alone: boolean }> {
	try {
		const append = await make(at);
		await assertFits(eventStore, append.events, append.most);
		const first = async (answer: Promise<Awaited<ReturnType<typeof appendEvents>>>) => (await answer)[0]!;
		if (pipeline === undefined || needsLooking(append)) {
			// What is looked for may be under way.
			await Promise.all(underWay);
			return { answer: first(appendEvents(eventStore, append)), alone: true };
		}
		const answered = pipeline.append(append.stream, append.events, append.expected);
		return { answer: first(placesOf(eventStore, append, eventStore.call(() => answered))), alone: false };
	} catch (thrown) {
		return { answer: Promise.reject(thrown instanceof Error ? thrown : new Error(String(thrown))), alone: true };
	}
}

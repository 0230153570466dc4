import { type AppendExpectedRevision, STREAM_EXISTS } from '@eventstore/db-client';

import { SystemError } from '../shared/errors.ts';
import { take } from '../shared/page.ts';
import { type AppendAnswer, appendOnce } from './append-request.ts';
import { partlyAppended } from './failure.ts';
import { isFailure } from './is-failure.ts';
import { type Known, lookBack } from './look-back.ts';
import type { NewEvent } from './new-event.ts';
import { toJsonNumber, toJsonPosition } from './revision.ts';
import type { EventStore } from './transport.ts';

/** An event as it now stands in its stream. */
export type Appended = {
	stream: string;
	/** Number of the event in the stream. Of the last one appended it is what the next append may expect. */
	revision: number | string;
	eventId: string;
	eventType: string;
	/** Place in the log of the database; the server tells that of the last event only. */
	position?: { commit: string; prepare: string };
};

/** Events that are quickly sent as messages of their own. */
const FEW = 4;

/** Events that go into one stream together. */
export interface Append {
	stream: string;
	events: readonly NewEvent[];
	expected: AppendExpectedRevision;
	/** Whether the ids are the user's, who is promised that nothing is appended twice under one of them. */
	promised: boolean;
}

/**
 * Appends events to a stream, all or none, and says where each of them is.
 *
 * @throws SystemError `already-appended` or `partly-appended` where the server would append events once more
 */
export async function appendEvents(eventStore: EventStore, append: Append): Promise<Appended[]> {
	const { stream, events, expected } = append;
	const known = needsLooking(append) ? await knownBefore(eventStore, append) : undefined;
	// A call that takes each event as a message of its own is slow with many; opening the other is not worth it for a few.
	const answer = eventStore.pipeline(events.length > FEW, (pipeline) =>
		eventStore.call((connection) => pipeline?.append(stream, events, expected) ?? appendOnce(connection, stream, events, expected)),
	);
	return await placesOf(eventStore, append, answer, known);
}

/** Whether the stream must be looked through before an append, because the server does not. */
export function needsLooking({ promised, events, expected }: Append): boolean {
	return promised && (typeof expected === 'bigint' || (events.length > 1 && expected !== 'no_stream'));
}

/**
 * Says where the events of an append are, once the server has answered.
 *
 * @param answered fails with a {@link SystemError}
 * @param known what was found when the stream was looked through
 */
export async function placesOf(eventStore: EventStore, append: Append, answered: Promise<AppendAnswer>, known?: Known): Promise<Appended[]> {
	const { stream, events } = append;
	const { revision: last, position } = await answered.catch(async (thrown: unknown) => {
		throw await explained(thrown, eventStore, append);
	});
	if (position === undefined) await assertAppended(eventStore, stream, last);
	const first = last - BigInt(events.length - 1);
	return events.map(({ id, type }, index) => {
		const revision = known?.revisions.get(id) ?? first + BigInt(index);
		return {
			stream,
			revision: toJsonNumber(revision),
			eventId: id,
			eventType: type,
			...(revision === last && { position: toJsonPosition(position) }),
		};
	});
}

/**
 * Looks where the server does not: expecting the revision at which the stream is, it looks for no id; expecting any, for
 * the first of several events and only if that one is known for the others (recorded from KurrentDB 25 and EventStoreDB 23).
 */
async function knownBefore(eventStore: EventStore, { stream, events, expected }: Append): Promise<Known | undefined> {
	const ids = events.map(({ id }) => id);
	if (typeof expected === 'bigint') {
		const { revisions } = await lookBack(eventStore, stream, ids, expected);
		const [found] = revisions;
		if (found === undefined) return undefined;
		throw new SystemError({
			message: `Event ${found[0]} stands in stream "${stream}" already, as revision ${found[1]}`,
			description: `Nothing was appended: because revision ${expected} is expected, the event store would have taken it for another event. Use another key or UUID for another event.`,
			code: 'already-appended',
		});
	}
	const known = await lookBack(eventStore, stream, ids);
	if (known.revisions.size > 0 && known.revisions.size < ids.length) throw new SystemError(partlyAppended(stream, [...known.revisions.keys()]));
	return known;
}

/** A stream that is expected to exist is called deleted also when it may be written to again. */
async function explained(thrown: unknown, eventStore: EventStore, { stream, expected }: Append): Promise<unknown> {
	if (expected !== STREAM_EXISTS || !isFailure(thrown, 'stream-deleted')) return thrown;
	try {
		await take(eventStore.readStream(stream, { maxCount: 1 }), 1);
	} catch (other) {
		if (!isFailure(other, 'stream-not-found')) return thrown;
	}
	return new SystemError(
		{
			message: `Stream "${stream}" was deleted, but an existing stream was expected`,
			description: 'It may be written to again: expect Any or No Stream, and the append goes on with its numbers.',
			code: 'stream-deleted',
		},
		thrown,
	);
}

/** A success without a position wrote nothing when the ids are known from before a delete. */
async function assertAppended(eventStore: EventStore, stream: string, revision: bigint): Promise<void> {
	try {
		await take(eventStore.readStream(stream, { fromRevision: revision, maxCount: 1 }), 1);
	} catch (thrown) {
		if (!isFailure(thrown, 'stream-not-found')) throw thrown;
		throw new SystemError(
			{
				message: `Nothing was appended to stream "${stream}": it was deleted, and the events stood in it before`,
				description: 'The event store knows them again by their IDs. To append them to the deleted stream, give them others.',
				code: 'already-appended',
			},
			thrown,
		);
	}
}

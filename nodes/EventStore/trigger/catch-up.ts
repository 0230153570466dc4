import { aborted } from 'node:util';

import type { Position, ResolvedEvent } from '@eventstore/db-client';

import type { Lease } from '../../shared/client-cache.ts';
import type { EventStoreConnection } from '../connection.ts';
import { toFailure } from '../failure.ts';
import type { EventStore } from '../transport.ts';
import type { CheckpointStream } from './checkpoint.ts';
import { Follower, type Follow } from './follower.ts';
import { firstPlace, subscribeBehind } from './log.ts';
import { isBefore, type Place } from '../place.ts';
import { type ClientSubscription, Subscription } from './subscription.ts';

/** Followers of this process by the streams of their checkpoints, until the last execution of each has ended. */
const earlier = new Map<string, Promise<unknown>>();

/** Whether an execution of an earlier version of the trigger is still under way, which the next one waits for. */
export function hasEarlier(checkpoints: CheckpointStream): boolean {
	return earlier.has(checkpoints.name);
}

interface CatchUp extends Omit<Follow, 'write'> {
	eventStore: EventStore;
	lease: () => Lease<EventStoreConnection>;
	checkpoints: CheckpointStream;
	/** Up to where this trigger knows that all is done, although it may not be written down. */
	done: Place | undefined;
}

/** Goes on behind the last event whose execution succeeded. */
export async function catchUp(work: CatchUp): Promise<Follower> {
	const { checkpoints, eventStore, settings, signal } = work;
	await Promise.race([earlier.get(checkpoints.name), aborted(signal, checkpoints)]);
	signal.throwIfAborted();
	let checkpoint = await checkpoints.read();
	let place = checkpoint?.place;
	if (checkpoint === undefined) {
		// Written down at once: what comes before the first execution has succeeded must not be lost either, and whoever may not write
		// there is to learn of it before anything is executed, which would be executed again.
		place = work.done ?? (await firstPlace(eventStore, settings.source, settings.start));
		checkpoint = { place, revision: await checkpoints.write(place, undefined) };
	} else if (isBefore(place, work.done)) {
		place = work.done;
		checkpoint = { place, revision: await checkpoints.write(place, checkpoint.revision) };
	}
	const { client: connection, release } = work.lease();
	try {
		const made: { follower?: Follower } = {};
		const client = subscribeBehind(connection, settings.source, place, (position: Position) => made.follower?.passed(position));
		const limit = Math.max(64, 2 * settings.batchSize);
		const subscription = await Subscription.confirmed<ResolvedEvent, ClientSubscription>(client as unknown as ClientSubscription, limit, signal);
		const follower = new Follower(subscription, checkpoint, place, { ...work, write: async (...given) => await checkpoints.write(...given) });
		made.follower = follower;
		const over = follower.over.then(release);
		earlier.set(checkpoints.name, over);
		void over.then(() => {
			if (earlier.get(checkpoints.name) === over) earlier.delete(checkpoints.name);
		});
		return follower;
	} catch (thrown) {
		release();
		throw toFailure(thrown, connection.way);
	}
}

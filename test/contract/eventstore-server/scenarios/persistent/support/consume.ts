import type { PersistentAction, ResolvedEvent } from '@eventstore/db-client';
import type { Followed, Subscription } from '../../../replay/followed.ts';
import type { Run } from '../../../replay/run.ts';

export type Delivered = ResolvedEvent & { retryCount: number };

interface PersistentSubscription extends Subscription<Delivered> {
	ack(...events: ResolvedEvent[]): Promise<void>;
	nack(action: PersistentAction, reason: string, ...events: ResolvedEvent[]): Promise<void>;
}

export type Consuming = Followed<Delivered, PersistentSubscription>;

/** What to do with an event, the n-th that the consumer gets, counted from 0: nothing when undefined. */
export type Plan = (event: Delivered, n: number) => 'ack' | PersistentAction | undefined;

/** Leaves every event unanswered. */
export const hold: Plan = () => undefined;

/** Follows a consumer's call and answers its events by a plan. */
export function consume(run: Run, subscription: unknown, plan: Plan = () => 'ack'): Consuming {
	// The client's types of a group on a stream and on $all differ in what no scenario looks at.
	const consumer = subscription as PersistentSubscription;
	return run.follow<Delivered, PersistentSubscription>(consumer, async (event, { events }) => {
		const action = plan(event, events.length - 1);
		if (action === 'ack') await consumer.ack(event);
		else if (action !== undefined) await consumer.nack(action, `because of ${action}`, event);
	});
}

import type { Log } from '../../log.ts';
import type { Groups } from '../../persistent-subscriptions/groups.ts';

/** What the handlers of the PersistentSubscriptions service work with. */
export interface PersistentSubscriptionsContext {
	groups: Groups;
	log: Log;
	/** Aborted when the server shuts down: consumers are let go. */
	closing: AbortSignal;
}

import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';

/** What the handlers of the Streams service work with. */
export interface StreamsContext {
	store: Store;
	log: Log;
	/** Bytes that one append may hold. */
	maxAppendSize: number;
	/** Longest time, in milliseconds, that a batch append may take from its first fragment to its last. */
	writeTimeout: number;
	/** Aborted when the server shuts down: subscriptions end. */
	closing: AbortSignal;
}

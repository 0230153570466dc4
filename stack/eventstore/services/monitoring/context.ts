import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';

/** What the handler of the Monitoring service works with. */
export interface MonitoringContext {
	store: Store;
	/** Of the database. */
	folder: string;
	log: Log;
	/** Aborted when the server shuts down. */
	closing: AbortSignal;
}

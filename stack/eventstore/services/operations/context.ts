import type { Log } from '../../log.ts';
import type { Groups } from '../../persistent-subscriptions/groups.ts';
import type { Scavenges } from '../../scavenge/scavenges.ts';

/** What the handlers of the Operations service work with. */
export interface OperationsContext {
	scavenges: Scavenges;
	groups: Groups;
	log: Log;
	/** Ends the server as a signal would. */
	shutdown: () => void;
}

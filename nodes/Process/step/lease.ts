import { clearInterval, setInterval } from 'node:timers';

import type { EventStore } from '../../EventStore/transport.ts';
import type { Journal } from '../journal/journal.ts';
import { Overtaken } from '../journal/overtaken.ts';

/** Seconds that an execution has a run after its last word unless Start says otherwise; a killed n8n is noticed after that. */
export const LEASE = 60;

/** How often in a lease a step that still runs says so. */
const RENEWALS = 3;

/**
 * Holds the run while work is going on.
 *
 * @param work gets a signal that aborts when another execution has taken the run over
 */
export async function whileHolding<T>(journal: Journal, eventStore: EventStore, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
	const lost = new AbortController();
	const { lease } = journal.state;
	const timer = setInterval(() => {
		journal.append(eventStore, 'LeaseRenewed', { lease }).catch((thrown: unknown) => {
			// An event store that is away may be back before the next entry, which says so when it is not.
			if (thrown instanceof Overtaken) lost.abort(thrown);
		});
	}, lease / RENEWALS);
	try {
		return await work(lost.signal);
	} finally {
		clearInterval(timer);
	}
}

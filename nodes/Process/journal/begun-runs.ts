import { BACKWARDS, END, RUNNING } from '@eventstore/db-client';

import { missingKept, statusOf } from '../../EventStore/system-projection.ts';
import type { EventStore } from '../../EventStore/transport.ts';
import { SystemError } from '../../shared/errors.ts';

/** The database's own projection that finds events by their type. */
const BY_TYPE = '$by_event_type';

/** Where it links to the events that runs begin with. */
const BEGINNINGS = '$et-ProcessStarted';

/**
 * The journals of all runs that have ever begun, the youngest first, each with the time of its last beginning.
 *
 * @throws SystemError when the projection does not run: what it has linked would be taken for all there is
 */
export async function* begunRuns(eventStore: EventStore): AsyncGenerator<{ stream: string; since: Date }> {
	const status = await statusOf(eventStore, BY_TYPE);
	if (status !== undefined && status !== RUNNING) throw notRunning(status);
	const seen = new Set<string>();
	try {
		for await (const { event } of eventStore.readStream(BEGINNINGS, { direction: BACKWARDS, fromRevision: END, resolveLinkTos: true })) {
			if (event === undefined || seen.has(event.streamId)) continue;
			seen.add(event.streamId);
			yield { stream: event.streamId, since: event.created };
		}
	} catch (thrown) {
		const isMissing = thrown instanceof SystemError && thrown.failure.code === 'stream-not-found';
		// While the projection runs, a stream that is missing says that no run has begun yet.
		if (isMissing && status === RUNNING) return;
		throw await missingKept(thrown, eventStore, BEGINNINGS);
	}
}

function notRunning(status: string): SystemError {
	return new SystemError({
		message: `Runs that have ended cannot be listed: the projection ${BY_TYPE}, which finds them, is "${status}"`,
		description: `Enable ${BY_TYPE} (Event Store node, Projection: Enable, as an administrator), or choose "Not Ended" under Which, which needs no projection.`,
		code: 'projection-disabled',
	});
}

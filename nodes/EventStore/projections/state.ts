import { SystemError } from '../../shared/errors.ts';
import type { Tools } from '../../shared/operation.ts';
import { isFailure } from '../is-failure.ts';
import type { EventStore } from '../transport.ts';
import { faulted, inWords } from './failure.ts';
import { findProjection, type ProjectionItem, statisticsOf } from './statistics.ts';

/** Statuses through which a projection passes by itself. */
const PASSING = /^(?:Creating|Deleting|Initial|Load|Loaded|Loading|Prepar|Starting|Stopping|Aborting)/;

/** Of one that was stopped: `Stopped`, `Aborted/Stopped`, `Faulted (Enabled)`, `Completed/Stopped/Writing results`. */
export const isStopped = ({ status }: ProjectionItem) => !PASSING.test(status) && !status.startsWith('Running');

export const isSettled = ({ status }: ProjectionItem) => !PASSING.test(status);

/** @param seconds until it is an error */
export async function whenIt(
	is: (projection: ProjectionItem) => boolean,
	{ eventStore, wait, name, what, seconds }: { eventStore: EventStore; wait: Tools['wait']; name: string; what: string; seconds: number },
): Promise<ProjectionItem> {
	const look = async () => (await statisticsOf(eventStore, { name }))[0];
	const found = await wait(look, (projection) => projection === undefined || is(projection), {
		what: `projection "${name}" to ${what}`,
		timeout: seconds * 1000,
		interval: 50,
	});
	// The server answers with nothing for one that it has just deleted.
	return found ?? (await statisticsOf(eventStore, { name }))[0]!;
}

/**
 * Waits until a projection that was made, changed or enabled works.
 *
 * @throws SystemError `projection-faulted` with the server's reason: it takes any text for a query and says so only afterwards
 */
export async function untilItWorks(at: Omit<Parameters<typeof whenIt>[1], 'what'>): Promise<ProjectionItem> {
	const projection = await whenIt(isSettled, { ...at, what: 'begin' });
	if (projection.faulted) throw faulted(at.name, projection.reason);
	return projection;
}

/** Milliseconds that a projection which has failed on an event is given to answer: of some it never comes. */
const PATIENCE = 3_000;

/**
 * State or result, as the query made it.
 *
 * @throws SystemError `projection-faulted`: the server leaves a call about one whose query it could not read without an answer, and
 *   mostly gives what it had of one that failed on an event (recorded from KurrentDB 25 and EventStoreDB 23)
 */
export async function outcomeOf(eventStore: EventStore, name: string, of: 'state' | 'result', partition: string): Promise<unknown> {
	const found = await findProjection(eventStore, name);
	if (found?.faulted === true && found.status !== 'Faulted (Enabled)') throw faulted(name, found.reason);
	const options = { partition, ...(found?.faulted === true && { deadline: PATIENCE }) };
	try {
		return await inWords(name, () =>
			eventStore.call((connection) => (of === 'state' ? connection.getProjectionState(name, options) : connection.getProjectionResult(name, options))),
		);
	} catch (thrown) {
		if (!isFailure(thrown, 'timeout')) throw thrown;
		if (found?.faulted === true) throw faulted(name, found.reason);
		const description = `The event store answers so when the ${of} is a text instead of an object: have the query return an object.`;
		throw new SystemError({ message: `The event store does not tell the ${of} of projection "${name}"`, description, code: 'timeout' }, thrown);
	}
}

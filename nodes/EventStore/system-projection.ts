import { RUNNING } from '@eventstore/db-client';

import { SystemError } from '../shared/errors.ts';
import { isFailure } from './is-failure.ts';
import type { EventStore } from './transport.ts';

/** Milliseconds after which a server that does not speak of projections is not waited for: some never answer. */
const PATIENCE = 3_000;

/** What the names of streams begin with that the database's own projections keep, and which does. */
const KEEPERS: readonly (readonly [beginning: string, projection: string])[] = [
	['$ce-', '$by_category'],
	['$et-', '$by_event_type'],
	['$bc-', '$by_correlation_id'],
	['$category-', '$stream_by_category'],
];

/** The system projection that keeps a stream, where one does. */
export function keeperOf(stream: string): string | undefined {
	return stream === '$streams' ? stream : KEEPERS.find(([beginning]) => stream.startsWith(beginning))?.[1];
}

/**
 * Says why a stream is missing that one of the database's own projections keeps, such as `$ce-document`: mostly the
 * projection is off, and then it is no stream without events.
 *
 * @param thrown what a read of the stream threw
 * @returns what to throw in its place: with code `projection-disabled` when the projection is off
 */
export async function missingKept(thrown: unknown, eventStore: EventStore, stream: string): Promise<unknown> {
	if (!isFailure(thrown, 'stream-not-found')) return thrown;
	const projection = keeperOf(stream);
	if (projection === undefined) return thrown;
	const status = await statusOf(eventStore, projection);
	const message = `There is no stream "${stream}"`;
	if (status === RUNNING) {
		return new SystemError({ ...thrown.failure, message, description: `The system projection ${projection} is on, and makes it with the first event that belongs there.` }, thrown);
	}
	const how = await howToSwitchOn(eventStore, projection);
	if (status === undefined) {
		return new SystemError({ ...thrown.failure, message, description: `The system projection ${projection} makes it, when it is on. ${how}` }, thrown);
	}
	return new SystemError({ message: `${message}: the system projection ${projection}, which makes it, is off`, description: how, code: 'projection-disabled' }, thrown);
}

/** Whether a system projection runs, in the server's word; `undefined` when nobody can tell. */
export async function statusOf(eventStore: EventStore, projection: string): Promise<string | undefined> {
	try {
		return (await eventStore.call((connection) => connection.getProjectionStatus(projection, { deadline: PATIENCE }))).projectionStatus;
	} catch (thrown) {
		// A server that runs no projections at all, or does not let this user ask: then it is not known.
		if (thrown instanceof SystemError) return undefined;
		throw thrown;
	}
}

async function howToSwitchOn(eventStore: EventStore, projection: string): Promise<string> {
	const version = await eventStore.call((connection) => connection.serverVersion());
	return version.includes('embedded')
		? 'This is the embedded event store: start it with EVENTSTORE_START_STANDARD_PROJECTIONS=true.'
		: `An administrator enables ${projection} in the web interface under Projections, or starts the server with RunProjections=System and StartStandardProjections=true.`;
}

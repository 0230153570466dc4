import {
	type PersistentSubscriptionToAll,
	type PersistentSubscriptionToStream,
	persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';

import { orNone } from '../../shared/or-none.ts';
import type { EventStoreConnection } from '../connection.ts';
import { createGroup, findGroup } from '../groups/groups.ts';
import { progressOf } from '../groups/progress.ts';
import type { ServerSettings } from '../groups/settings.ts';
import { keepText } from '../json-text.ts';
import { lastPlace } from '../last.ts';
import type { Place } from '../place.ts';
import type { EventStore } from '../transport.ts';
import type { Standing } from './report.ts';
import { type GroupSettings, LOG } from './settings.ts';

export type GroupSubscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll;

/** What the event store says of a group. */
export interface GroupState extends Standing {
	maxRetryCount: number;
	/** Where a new listener would go on, as far as that is written down. */
	checkpoint?: Place;
}

/**
 * Retries that the server grants beyond those of the trigger. It counts also what comes again because n8n was killed, which is
 * nothing that the event did; and when it is the event that kills n8n, the server parks it in the end.
 */
const SPARE_RETRIES = 10;

/** @throws at once or by the subscription's `error` */
export function subscribeToGroup(connection: EventStoreConnection, { source, group }: GroupSettings, bufferSize: number): GroupSubscription {
	return keepText(
		source.stream === LOG
			? connection.subscribeToPersistentSubscriptionToAll(group, { bufferSize })
			: connection.subscribeToPersistentSubscriptionToStream(source.stream, group, { bufferSize }),
	);
}

/** @throws SystemError `persistent-subscription-exists` when somebody else was first */
export async function makeGroup(eventStore: EventStore, { source, group, start, retries, messageTimeout, strategy }: GroupSettings): Promise<void> {
	const settings = {
		...persistentSubscriptionToStreamSettingsFromDefaults(),
		startFrom: start,
		resolveLinkTos: source.resolveLinks,
		maxRetryCount: retries + SPARE_RETRIES,
		messageTimeout,
		consumerStrategyName: strategy,
		// A restart of the server gives out again what was acknowledged behind the last checkpoint: so none waits for more events.
		checkPointLowerBound: 1,
	} as ServerSettings;
	await createGroup(eventStore, { stream: source.stream, group }, settings, source.filter);
}

/**
 * Where the last event stands, for all that this user may see. A group itself never says that its stream was deleted for ever: the
 * event store takes its listeners, and they hear nothing.
 *
 * @throws SystemError `stream-deleted`
 */
export async function lastToRead(eventStore: EventStore, stream: string): Promise<Place | undefined> {
	// Whoever listens to a group of the log need not have the right to read the log.
	return await orNone(lastPlace(eventStore, stream), 'access-denied');
}

/**
 * How the group is doing; `undefined` when there is none.
 *
 * @throws SystemError `stream-deleted` when its stream was deleted for ever
 */
export async function findStanding(eventStore: EventStore, { source, group }: GroupSettings): Promise<GroupState | undefined> {
	const found = await findGroup(eventStore, { stream: source.stream, group });
	if (found === undefined) return undefined;
	const last = await lastToRead(eventStore, source.stream);
	const { checkpoint, lag, lagBytes } = progressOf(found, last);
	return { checkpoint, lag, lagBytes, parked: found.stats.parkedMessageCount, maxRetryCount: found.settings.maxRetryCount };
}

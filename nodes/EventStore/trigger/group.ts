import {
	type PersistentSubscriptionToAll,
	type PersistentSubscriptionToStream,
	persistentSubscriptionToAllSettingsFromDefaults,
	persistentSubscriptionToStreamSettingsFromDefaults,
	type Position,
} from '@eventstore/db-client';

import { orNone } from '../../shared/or-none.ts';
import type { EventStoreConnection } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { keepText } from '../json-text.ts';
import { toServerFilter } from './filter.ts';
import type { Standing } from './report.ts';
import { type GroupSettings, LOG } from './settings.ts';

export type GroupSubscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll;

/** What the event store says of a group. */
export interface GroupState extends Standing {
	messageTimeout: number;
	maxRetryCount: number;
	/** Where a new listener would go on, as far as that is written down. */
	checkpoint?: bigint | Position;
}

/** A persistent subscription at the event store; failures are SystemErrors. */
export interface Group {
	/** @throws at once or by the subscription's `error` */
	subscribe(bufferSize: number): GroupSubscription;
	create(): Promise<void>;
	/** `undefined` when there is none. */
	find(): Promise<GroupState | undefined>;
}

export const NO_GROUP = 'persistent-subscription-does-not-exist';

/** Milliseconds for each call. */
const DEADLINE = 10_000;

/**
 * Retries that the server grants beyond those of the trigger. It counts also what comes again because n8n was killed, which is
 * nothing that the event did; and when it is the event that kills n8n, the server parks it in the end.
 */
const SPARE_RETRIES = 10;

export function groupAt(connection: EventStoreConnection, settings: GroupSettings): Group {
	const { source, group } = settings;
	const attempt = async <T>(call: Promise<T>): Promise<T> => {
		try {
			return await call;
		} catch (thrown) {
			throw toFailure(thrown, connection.way);
		}
	};
	const ofLog = source.stream === LOG;
	return {
		subscribe: (bufferSize) =>
			keepText(
				ofLog
					? connection.subscribeToPersistentSubscriptionToAll(group, { bufferSize })
					: connection.subscribeToPersistentSubscriptionToStream(source.stream, group, { bufferSize }),
			),
		create: async () => await attempt(create(connection, settings)),
		find: async () => await orNone(attempt(find(connection, settings)), NO_GROUP),
	};
}

async function create(connection: EventStoreConnection, settings: GroupSettings): Promise<void> {
	const { source, group, start, retries, messageTimeout, strategy } = settings;
	const changes = {
		resolveLinkTos: source.resolveLinks,
		maxRetryCount: retries + SPARE_RETRIES,
		messageTimeout,
		consumerStrategyName: strategy,
		// A restart of the server gives out again what was acknowledged behind the last checkpoint: so none waits for more events.
		checkPointLowerBound: 1,
	};
	if (source.stream === LOG) {
		const startFrom = typeof start === 'bigint' ? undefined : start;
		const filter = toServerFilter(source);
		await connection.createPersistentSubscriptionToAll(group, persistentSubscriptionToAllSettingsFromDefaults({ ...changes, startFrom }), {
			deadline: DEADLINE,
			...(filter && { filter }),
		});
		return;
	}
	const startFrom = typeof start === 'object' ? undefined : start;
	await connection.createPersistentSubscriptionToStream(source.stream, group, persistentSubscriptionToStreamSettingsFromDefaults({ ...changes, startFrom }), {
		deadline: DEADLINE,
	});
}

async function find(connection: EventStoreConnection, { source, group }: GroupSettings): Promise<GroupState> {
	if (source.stream === LOG) {
		const { settings, stats } = await connection.getPersistentSubscriptionToAllInfo(group, { deadline: DEADLINE });
		return { ...settings, parked: stats.parkedMessageCount, checkpoint: stats.lastCheckpointedEventPosition };
	}
	const { settings, stats } = await connection.getPersistentSubscriptionToStreamInfo(source.stream, group, { deadline: DEADLINE });
	const { lastKnownEventRevision: known, lastCheckpointedEventRevision: checkpoint } = stats;
	return { ...settings, parked: stats.parkedMessageCount, checkpoint, ...(known !== undefined && { lag: known - (checkpoint ?? -1n) }) };
}

import type { PersistentSubscriptionToAllSettings, PersistentSubscriptionToStreamSettings } from '@eventstore/db-client';
import type { PersistentSubscriptionToEitherInfo } from '@eventstore/db-client/dist/persistentSubscription/utils/mapPersistentSubscriptionInfo';

import { InvalidField } from '../../shared/errors.ts';
import { orNone } from '../../shared/or-none.ts';
import { clientFilter } from '../filter-fields.ts';
import type { EventFilter } from '../filtered-read.ts';
import type { EventStore } from '../transport.ts';
import { BY_NAME } from './create-request.ts';
import type { Group } from './fields.ts';
import type { ServerSettings } from './settings.ts';

/** What the server tells of a group. */
export type GroupInfo = PersistentSubscriptionToEitherInfo;

/** Codes by which the server says that there is no such group. */
export const NO_GROUP = 'persistent-subscription-does-not-exist';

const isAll = ({ stream }: Group) => stream === '$all';

export async function createGroup(eventStore: EventStore, at: Group, settings: ServerSettings, filter?: EventFilter): Promise<void> {
	await eventStore.call((connection) =>
		isAll(at)
			? connection.createPersistentSubscriptionToAll(at.group, settings as PersistentSubscriptionToAllSettings, filter && { filter: clientFilter(filter) })
			: connection.createPersistentSubscriptionToStream(at.stream, at.group, settings as PersistentSubscriptionToStreamSettings),
	);
}

/**
 * @param settings all of them: the server keeps none of the old ones
 * @throws InvalidField for a strategy that the request for a change has no place for; the server would take another
 */
export async function updateGroup(eventStore: EventStore, at: Group, settings: ServerSettings): Promise<void> {
	if (settings.consumerStrategyName === BY_NAME) {
		throw new InvalidField('Consumer Strategy', `a group can be given ${BY_NAME} only when it is made, and one that has it cannot be changed`, 'another strategy, or a new group');
	}
	await eventStore.call((connection) =>
		isAll(at)
			? connection.updatePersistentSubscriptionToAll(at.group, settings as PersistentSubscriptionToAllSettings)
			: connection.updatePersistentSubscriptionToStream(at.stream, at.group, settings as PersistentSubscriptionToStreamSettings),
	);
}

export async function deleteGroup(eventStore: EventStore, at: Group): Promise<void> {
	await eventStore.call((connection) =>
		isAll(at) ? connection.deletePersistentSubscriptionToAll(at.group) : connection.deletePersistentSubscriptionToStream(at.stream, at.group),
	);
}

export async function getGroup(eventStore: EventStore, at: Group): Promise<GroupInfo> {
	return await eventStore.call<GroupInfo>((connection) =>
		isAll(at) ? connection.getPersistentSubscriptionToAllInfo(at.group) : connection.getPersistentSubscriptionToStreamInfo(at.stream, at.group),
	);
}

export async function findGroup(eventStore: EventStore, at: Group): Promise<GroupInfo | undefined> {
	return await orNone(getGroup(eventStore, at), NO_GROUP);
}

/**
 * Groups by stream and name.
 *
 * @param stream those of one stream or of `$all`; every group unless given
 */
export async function groupsOf(eventStore: EventStore, stream?: string): Promise<GroupInfo[]> {
	const listed = eventStore.call<GroupInfo[]>((connection) => {
		if (stream === undefined) return connection.listAllPersistentSubscriptions();
		return stream === '$all' ? connection.listPersistentSubscriptionsToAll() : connection.listPersistentSubscriptionsToStream(stream);
	});
	// A stream that no group is of is called a group that does not exist.
	const groups = (await orNone(listed, NO_GROUP)) ?? [];
	const key = ({ eventSource, groupName }: GroupInfo) => `${eventSource}\n${groupName}`;
	return groups.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Parked events are delivered again.
 *
 * @param stopAt revision in the stream of the parked of the first one that is not; all unless given
 */
export async function replayParked(eventStore: EventStore, at: Group, stopAt: bigint | undefined): Promise<void> {
	await eventStore.call((connection) =>
		isAll(at) ? connection.replayParkedMessagesToAll(at.group, { stopAt }) : connection.replayParkedMessagesToStream(at.stream, at.group, { stopAt }),
	);
}

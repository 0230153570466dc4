import type { Lease } from '../../shared/client-cache.ts';
import { SystemError, type SystemFailure } from '../../shared/errors.ts';
import type { EventStoreConnection } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { NO_GROUP } from '../groups/groups.ts';
import { isFailure } from '../is-failure.ts';
import type { EventStore } from '../transport.ts';
import { lastToRead, makeGroup, subscribeToGroup } from './group.ts';
import { type Desk, type GroupClient, GroupSession } from './group-session.ts';
import type { Delivery } from './ledger.ts';
import { type GroupSettings, nameOf } from './settings.ts';
import { Subscription } from './subscription.ts';

/**
 * Becomes a listener of the group, which is made when there is none.
 *
 * @throws SystemError `stream-deleted` when nothing can come any more
 */
export async function consume(eventStore: EventStore, { client: connection, release }: Lease<EventStoreConnection>, desk: Desk): Promise<GroupSession> {
	try {
		const subscription = await subscribed(eventStore, connection, desk);
		try {
			await lastToRead(eventStore, desk.settings.source.stream);
		} catch (thrown) {
			await subscription.close();
			throw thrown;
		}
		const session = new GroupSession(subscription, desk);
		void session.over.then(release);
		return session;
	} catch (thrown) {
		release();
		throw thrown;
	}
}

async function subscribed(eventStore: EventStore, connection: EventStoreConnection, desk: Desk): Promise<Subscription<Delivery, GroupClient>> {
	const { settings, ledger, report, signal } = desk;
	const room = settings.concurrency * settings.batchSize;
	const subscribe = async () => {
		try {
			return await Subscription.confirmed<Delivery, GroupClient>(subscribeToGroup(connection, settings, room) as unknown as GroupClient, room + 1, signal);
		} catch (thrown) {
			throw toFailure(thrown, connection.way);
		}
	};
	try {
		return await subscribe();
	} catch (thrown) {
		if (!isFailure(thrown, NO_GROUP)) throw thrown;
	}
	try {
		await makeGroup(eventStore, settings);
		ledger.forget();
		report.info(`made the group "${settings.group}" on ${settings.source.stream}`);
	} catch (thrown) {
		if (isFailure(thrown, 'access-denied')) throw new SystemError(notMade(settings), thrown);
		// Somebody else was first.
		if (!isFailure(thrown, 'persistent-subscription-exists')) throw thrown;
	}
	return await subscribe();
}

function notMade({ source, group }: GroupSettings): SystemFailure {
	return {
		message: `There is no group "${group}" of ${nameOf(source.stream)}, and the user may not make one`,
		description: 'Administrators and operators make groups: have one run Persistent Subscription, Ensure, or choose the mode Catch-Up.',
		code: 'access-denied',
	};
}

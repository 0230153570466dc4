import type { Lease } from '../../shared/client-cache.ts';
import { SystemError } from '../../shared/errors.ts';
import type { EventStoreConnection } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { type Group, groupAt, NO_GROUP } from './group.ts';
import { type Desk, type GroupClient, GroupSession } from './group-session.ts';
import type { Delivery } from './ledger.ts';
import { Subscription } from './subscription.ts';

/** Becomes a listener of the group, which is made when there is none. */
export async function consume({ client: connection, release }: Lease<EventStoreConnection>, desk: Desk): Promise<GroupSession> {
	try {
		const group = groupAt(connection, desk.settings);
		const session = new GroupSession(await subscribed(group, connection, desk), desk);
		void session.over.then(release);
		return session;
	} catch (thrown) {
		release();
		throw thrown;
	}
}

async function subscribed(group: Group, connection: EventStoreConnection, desk: Desk): Promise<Subscription<Delivery, GroupClient>> {
	const { settings, ledger, report, signal } = desk;
	const room = settings.concurrency * settings.batchSize;
	const subscribe = async () => {
		try {
			return await Subscription.confirmed<Delivery, GroupClient>(group.subscribe(room) as unknown as GroupClient, room + 1, signal);
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
		await group.create();
		ledger.forget();
		report.info(`made the group "${settings.group}" on ${settings.source.stream}`);
	} catch (thrown) {
		// Somebody else was first.
		if (!isFailure(thrown, 'persistent-subscription-exists')) throw thrown;
	}
	return await subscribe();
}

function isFailure(thrown: unknown, code: string): boolean {
	return thrown instanceof SystemError && thrown.failure.code === code;
}

import {
	jsonEvent, KurrentDBClient, PARK, PersistentSubscriptionDoesNotExistError, PersistentSubscriptionExistsError,
	PersistentSubscriptionMaximumSubscribersReachedError, persistentSubscriptionToAllSettingsFromDefaults,
	persistentSubscriptionToStreamSettingsFromDefaults, RETRY, START, streamNameFilter,
} from '@kurrent/kurrentdb-client';
import type { PersistentSubscriptionToStreamResolvedEvent } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

/** The vendor's newer client judges the service a second time; the recorded scenarios are asked by the older one. */
let server: ServerProcess;
let client: KurrentDBClient;
beforeAll(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
	client = KurrentDBClient.connectionString(server.connectionString.replace(/^esdb/, 'kurrentdb'));
});
afterAll(async () => {
	await client.dispose();
	await server.remove();
});

const names = () => [`contract-${randomUUID()}`, `group-${randomUUID()}`] as const;
const events = (count: number) => Array.from({ length: count }, (_, index) => jsonEvent({ type: 'Tested', data: { index } }));
const settings = (changes = {}) => persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, ...changes });
const told = ({ event, retryCount }: PersistentSubscriptionToStreamResolvedEvent) => `${event?.revision} ${retryCount}`;

it('gives the events of a stream, and again what is refused', async () => {
	const [stream, group] = names();
	await client.appendToStream(stream, events(3));
	await client.createPersistentSubscriptionToStream(stream, group, settings());
	const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group);
	const seen: string[] = [];
	for await (const event of subscription) {
		seen.push(told(event));
		if (event.event?.revision === 1n && event.retryCount === 0) await subscription.nack(RETRY, 'not yet', event);
		else await subscription.ack(event);
		if (seen.length === 4) break;
	}
	expect(seen.toSorted()).toEqual(['0 0', '1 0', '1 1', '2 0']);
});

it('parks, tells of it, and replays', async () => {
	const [stream, group] = names();
	await client.appendToStream(stream, events(2));
	await client.createPersistentSubscriptionToStream(stream, group, settings());
	const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group);
	let parked = 0;
	const links: (string | undefined)[] = [];
	for await (const event of subscription) {
		if (event.link === undefined) {
			await subscription.nack(PARK, 'cannot be', event);
			parked += 1;
			if (parked < 2) continue;
			while ((await client.getPersistentSubscriptionToStreamInfo(stream, group)).stats.parkedMessageCount < 2n) continue;
			await client.replayParkedMessagesToStream(stream, group);
		} else {
			links.push(event.link.streamId);
			await subscription.ack(event);
			if (links.length === 2) break;
		}
	}
	const parkedStream = `$persistentsubscription-${stream}::${group}-parked`;
	expect(links).toEqual([parkedStream, parkedStream]);
});

it('gives what a filter lets through of $all', async () => {
	const [stream, group] = names();
	await client.appendToStream(stream, events(2));
	const filter = streamNameFilter({ prefixes: [stream] });
	await client.createPersistentSubscriptionToAll(
		group, persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START }), { filter });
	const reading = collect(client.subscribeToPersistentSubscriptionToAll(group), 3);
	await client.appendToStream(stream, events(1));
	expect((await reading).map(({ event }) => event?.revision)).toEqual([0n, 1n, 2n]);
	expect((await client.getPersistentSubscriptionToAllInfo(group)).eventSource).toBe('$all');
	await client.deletePersistentSubscriptionToAll(group);
});

it('lists, changes and removes', async () => {
	const [stream, group] = names();
	await client.createPersistentSubscriptionToStream(stream, group, settings());
	await client.updatePersistentSubscriptionToStream(stream, group, settings({ maxRetryCount: 3 }));
	const [listed] = await client.listPersistentSubscriptionsToStream(stream);
	expect(listed).toMatchObject({ eventSource: stream, groupName: group, settings: { maxRetryCount: 3 } });
	await client.deletePersistentSubscriptionToStream(stream, group);
	await expect(client.listPersistentSubscriptionsToStream(stream)).rejects.toThrow(PersistentSubscriptionDoesNotExistError);
});

it('understands the errors', async () => {
	const [stream, group] = names();
	await client.createPersistentSubscriptionToStream(stream, group, settings({ maxSubscriberCount: 1 }));
	await expect(client.createPersistentSubscriptionToStream(stream, group, settings())).rejects.toThrow(PersistentSubscriptionExistsError);
	await expect(client.getPersistentSubscriptionToStreamInfo(stream, 'none')).rejects.toThrow(PersistentSubscriptionDoesNotExistError);
	const first = client.subscribeToPersistentSubscriptionToStream(stream, group);
	await new Promise((resolve) => {
		first.on('confirmation', () => resolve(undefined));
	});
	const second = collect(client.subscribeToPersistentSubscriptionToStream(stream, group));
	await expect(second).rejects.toThrow(PersistentSubscriptionMaximumSubscribersReachedError);
	await first.unsubscribe();
});

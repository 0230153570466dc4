import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
	EventStoreDBClient, eventTypeFilter, excludeSystemEvents, jsonEvent, StreamDeletedError, streamNameFilter,
} from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';
import { collect } from './collect.ts';
import { connectionString } from './connection.ts';

let client: EventStoreDBClient;
beforeAll(async () => {
	client = EventStoreDBClient.connectionString(await connectionString());
});
afterAll(() => client.dispose());

const stream = () => `contract-${randomUUID()}`;
const events = (count: number, type = 'Tested') => Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { index } }));

interface Observable {
	on(name: 'confirmation' | 'caughtUp', listener: () => void): unknown;
	on(name: 'data', listener: (resolved: { event?: { revision: bigint } }) => void): unknown;
	on(name: 'error', listener: (error: unknown) => void): unknown;
}

/** What a subscription told, in order: its notices by name, events by revision. */
function observe(subscription: Observable): { told: (string | number)[]; error: Promise<unknown> } {
	const told: (string | number)[] = [];
	subscription.on('confirmation', () => told.push('confirmation'));
	subscription.on('caughtUp', () => told.push('caughtUp'));
	subscription.on('data', ({ event }) => told.push(Number(event?.revision)));
	const error = new Promise<unknown>((resolve) => {
		subscription.on('error', resolve);
	});
	return { told, error };
}

async function until(condition: () => boolean): Promise<void> {
	const patience = Date.now() + 10_000;
	while (!condition()) {
		if (Date.now() > patience) throw new Error('It did not happen within ten seconds.');
		await delay(10);
	}
}

describe('to a stream', () => {
	it('catches up, says so, and follows', async () => {
		const name = stream();
		await client.appendToStream(name, events(3));
		const subscription = client.subscribeToStream(name);
		const { told } = observe(subscription);
		await until(() => told.includes('caughtUp'));
		await client.appendToStream(name, events(2));
		await until(() => told.includes(4));
		expect(told).toEqual(['confirmation', 0, 1, 2, 'caughtUp', 3, 4]);
		await subscription.unsubscribe();
	});

	it('begins after a revision, or at the end', async () => {
		const name = stream();
		await client.appendToStream(name, events(4));
		const after = client.subscribeToStream(name, { fromRevision: 1n });
		const end = client.subscribeToStream(name, { fromRevision: 'end' });
		const [first, second] = [observe(after), observe(end)];
		await until(() => first.told.includes('caughtUp') && second.told.includes('caughtUp'));
		await client.appendToStream(name, events(1));
		await until(() => first.told.includes(4) && second.told.includes(4));
		expect(first.told).toEqual(['confirmation', 2, 3, 'caughtUp', 4]);
		expect(second.told).toEqual(['confirmation', 'caughtUp', 4]);
		await Promise.all([after.unsubscribe(), end.unsubscribe()]);
	});

	it('waits for a stream that does not exist yet', async () => {
		const name = stream();
		const subscription = client.subscribeToStream(name);
		const { told } = observe(subscription);
		await until(() => told.includes('caughtUp'));
		await client.appendToStream(name, events(1));
		await until(() => told.includes(0));
		await subscription.unsubscribe();
	});

	it('goes on through a soft delete and ends with a tombstone', async () => {
		const name = stream();
		await client.appendToStream(name, events(2));
		const { told, error } = observe(client.subscribeToStream(name));
		await until(() => told.includes('caughtUp'));
		await client.deleteStream(name);
		await client.appendToStream(name, events(1));
		await until(() => told.includes(2));
		await client.tombstoneStream(name);
		expect(await error).toBeInstanceOf(StreamDeletedError);
	});

	it('does not show what was deleted before it began', async () => {
		const name = stream();
		await client.appendToStream(name, events(3));
		await client.deleteStream(name);
		const subscription = client.subscribeToStream(name);
		const { told } = observe(subscription);
		await until(() => told.includes('caughtUp'));
		await client.appendToStream(name, events(1));
		await until(() => told.includes(3));
		expect(told).toEqual(['confirmation', 'caughtUp', 3]);
		await subscription.unsubscribe();
	});

	it('misses and doubles nothing while many write', async () => {
		const name = stream();
		const subscription = client.subscribeToStream(name);
		const reading = collect(subscription, 2_000);
		await Promise.all(Array.from({ length: 400 }, () => client.appendToStream(name, events(5))));
		const read = await reading;
		expect(read.map(({ event }) => Number(event?.revision))).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
	});
});

describe('to $all', () => {
	it('begins after a position', async () => {
		const name = stream();
		const { position } = await client.appendToStream(name, events(2));
		await client.appendToStream(name, events(2));
		const subscription = client.subscribeToAll({ fromPosition: position ?? 'start', filter: streamNameFilter({ prefixes: [name] }) });
		const read = await collect(subscription, 2);
		expect(read.map(({ event }) => Number(event?.revision))).toEqual([2, 3]);
	});

	it.each([
		['stream names by prefix', (key: string) => streamNameFilter({ prefixes: [`contract-${key}`] })],
		['stream names by expression', (key: string) => streamNameFilter({ regex: `^contract-${key}-\\w$` })],
		['event types by prefix', (key: string) => eventTypeFilter({ prefixes: [`Wanted${key}`] })],
		['event types by expression', (key: string) => eventTypeFilter({ regex: `(?i)^WANTED${key}` })],
	])('filters %s', async (_how, filter) => {
		const key = randomUUID();
		const subscription = client.subscribeToAll({ fromPosition: 'end', filter: filter(key) });
		const { told } = observe(subscription);
		await until(() => told.includes('caughtUp'));
		await client.appendToStream(stream(), events(3, 'Unwanted'));
		await client.appendToStream(`contract-${key}-a`, events(2, `Wanted${key}`));
		await client.appendToStream(stream(), events(3, 'Unwanted'));
		await client.appendToStream(`contract-${key}-a`, events(1, `Wanted${key}`));
		await until(() => told.includes(2));
		expect(told).toEqual(['confirmation', 'caughtUp', 0, 1, 2]);
		await subscription.unsubscribe();
	});

	it('tells how far a filter has looked, and never an older position', async () => {
		const key = randomUUID();
		const { position: begin } = await client.appendToStream(stream(), events(1));
		await client.appendToStream(stream(), events(100, 'Unwanted'));
		const checkpoints: Position[] = [];
		const subscription = client.subscribeToAll({
			fromPosition: begin ?? 'start',
			filter: eventTypeFilter({
				prefixes: [`Wanted${key}`],
				checkpointInterval: 1,
				maxSearchWindow: 10,
				checkpointReached: async (_subscription, position) => {
					checkpoints.push(position);
				},
			}),
		});
		const { told } = observe(subscription);
		await until(() => told.includes('caughtUp'));
		expect(checkpoints.length).toBeGreaterThanOrEqual(10);
		const { position: end } = await client.appendToStream(stream(), events(30, 'Unwanted'));
		await until(() => (checkpoints.at(-1)?.commit ?? 0n) + 1_000n > (end?.commit ?? 0n));
		const commits = checkpoints.map(({ commit }) => commit);
		expect(commits).toEqual([...new Set(commits)].sort((a, b) => Number(a - b)));
		expect(commits[0]).toBeGreaterThanOrEqual(begin?.commit ?? 0n);
		await subscription.unsubscribe();
	});

	it('leaves out system events when asked to', async () => {
		const name = stream();
		const { position } = await client.appendToStream(name, events(1));
		await client.setStreamMetadata(name, { maxCount: 10 });
		await client.appendToStream(name, events(1));
		const read = await collect(client.subscribeToAll({ fromPosition: position ?? 'start', filter: excludeSystemEvents() }), 1);
		expect(read[0]?.event?.type).not.toMatch(/^\$/);
	});

	it('refuses an expression that it cannot read', async () => {
		const { error } = observe(client.subscribeToAll({ filter: eventTypeFilter({ regex: '[' }) }));
		expect(await error).toMatchObject({ message: expect.stringContaining('Exception was thrown by handler.') as string });
	});
});

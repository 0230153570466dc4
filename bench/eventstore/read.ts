import { type EventEmitter, once } from 'node:events';

import { EventStoreDBClient, jsonEvent, START, type AllStreamSubscription, type StreamSubscription } from '@eventstore/db-client';

import type { BenchServer } from './server.ts';

const STREAM = 'bench-read';
/** Events of one append; it takes 1 MiB. */
const AT_ONCE = 500;
const data = { note: 'x'.repeat(1024 - '{"note":""}'.length) };

/** What is read. */
export const READS = ['stream', '$all', 'catch-up, stream', 'catch-up, $all'] as const;
export type Read = (typeof READS)[number];

/** Events read, in how many seconds, and the processor's seconds of the client. */
export interface ReadRound {
	events: number;
	seconds: number;
	clientCpu: number;
}

/** Fills the stream that is read. */
export async function fill(server: BenchServer, events: number): Promise<void> {
	const client = EventStoreDBClient.connectionString(server.connectionString);
	for (let left = events; left > 0; left -= AT_ONCE) {
		const some = Array.from({ length: Math.min(left, AT_ONCE) }, () => jsonEvent({ type: 'Measured', data }));
		await client.appendToStream(STREAM, some);
	}
	await client.dispose();
}

/** Reads all that there is, once. */
export async function readRound(server: BenchServer, what: Read): Promise<ReadRound> {
	const client = EventStoreDBClient.connectionString(server.connectionString);
	try {
		// Opens the connection.
		await count(client.readStream(STREAM, { maxCount: 1 }));
		const [begun, cpu] = [performance.now(), process.cpuUsage()];
		const events = await read(client, what);
		const { user, system } = process.cpuUsage(cpu);
		return { events, seconds: (performance.now() - begun) / 1000, clientCpu: (user + system) / 1e6 };
	} finally {
		await client.dispose();
	}
}

async function read(client: EventStoreDBClient, what: Read): Promise<number> {
	switch (what) {
		case 'stream':
			return await count(client.readStream(STREAM));
		case '$all':
			return await count(client.readAll());
		case 'catch-up, stream':
			return await caughtUp(client.subscribeToStream(STREAM, { fromRevision: START }));
		case 'catch-up, $all':
			return await caughtUp(client.subscribeToAll({ fromPosition: START }));
	}
}

async function count(events: AsyncIterable<unknown>): Promise<number> {
	let number = 0;
	for await (const _ of events) number += 1;
	return number;
}

/** Every event that comes until the server says that there are no more. */
async function caughtUp(subscription: StreamSubscription | AllStreamSubscription): Promise<number> {
	const emitter: EventEmitter = subscription;
	let number = 0;
	emitter.on('data', () => (number += 1));
	await once(emitter, 'caughtUp');
	await subscription.unsubscribe();
	return number;
}

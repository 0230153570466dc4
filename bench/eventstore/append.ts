import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

import type { Done, Work } from './bare-sqlite.ts';
import type { BenchServer } from './server.ts';

/** Bytes of an event's data, which is JSON. */
const SIZE = 1024;
const data = { note: 'x'.repeat(SIZE - '{"note":""}'.length) };

/** One round: the same events through the server, and into the tables alone. */
export interface AppendRound {
	/** Seconds. */
	server: number;
	bare: number;
	commits: number;
	/** Seconds of the processor that each used. */
	cpu: { client: number; server: number; bare: number };
}

/** Appends events by so many writers, each its own one after another, then inserts as many in as many transactions. */
export async function appendRound(server: BenchServer, writers: number, events: number): Promise<AppendRound> {
	const client = EventStoreDBClient.connectionString(server.connectionString);
	try {
		// Opens the connection.
		await client.appendToStream(`warm-${randomUUID()}`, jsonEvent({ type: 'Measured', data }));
		const before = { ...(await server.used()), client: process.cpuUsage(), at: performance.now() };
		await Promise.all(
			Array.from({ length: writers }, async (_, writer) => {
				const stream = `bench-${randomUUID()}`;
				for (let count = Math.ceil((events - writer) / writers); count > 0; count--) {
					await client.appendToStream(stream, jsonEvent({ type: 'Measured', data }));
				}
			}),
		);
		const seconds = (performance.now() - before.at) / 1000;
		const { user, system } = process.cpuUsage(before.client);
		const after = await server.used();
		// The server has as many commits; SQLite alone syncs within each, by itself.
		const commits = after.syncs - before.syncs;
		const bare = await bareSqlite({ events, commits, size: SIZE, streams: writers });
		const cpu = { client: (user + system) / 1e6, server: after.cpu - before.cpu, bare: bare.cpu };
		return { server: seconds, bare: bare.seconds, commits, cpu };
	} finally {
		await client.dispose();
	}
}

async function bareSqlite(work: Omit<Work, 'folder'>): Promise<Done> {
	const folder = await mkdtemp(join(tmpdir(), 'cim-bench-'));
	try {
		const child = fork(join(import.meta.dirname, 'bare-sqlite.ts'));
		const ended = once(child, 'exit');
		const answered = once(child, 'message');
		child.send({ ...work, folder } satisfies Work);
		const [done] = (await answered) as [Done];
		await ended;
		return done;
	} finally {
		await rm(folder, { recursive: true });
	}
}

import { EventStoreDBClient, jsonEvent, persistentSubscriptionToAllSettingsFromDefaults, START } from '@eventstore/db-client';

import { ServerProcess } from '../../test/contract/eventstore-server/server-process.ts';

const GROUP = 'bench';
/** Events that are appended before a kill: fewer than make SQLite move its log into the database. */
const UNSETTLED = 500;

/** What the starts of a server on a database took, in milliseconds, and its memory, in bytes. */
export interface Starts {
	/** After an end by SIGTERM. */
	clean: number[];
	/** After SIGKILL, with appends in the write-ahead log that are not in the database yet. */
	killed: number[];
	/** From the start of the process until the first event of the log was read. */
	firstRead: number[];
	memoryAtStart: number;
	memoryAfterRead: number;
	/** Of those that were read before the memory was looked at. */
	eventsRead: number;
}

/** A server on a database, which is started again and again. */
export class StartedServer {
	readonly server = new ServerProcess();
	readonly starts: Starts = { clean: [], killed: [], firstRead: [], memoryAtStart: 0, memoryAfterRead: 0, eventsRead: 0 };
	readonly #flags: string[];

	constructor(projections: boolean) {
		this.#flags = ['--start-standard-projections', String(projections)];
	}

	/** Lets the server know a group whose events are all still to come, and leaves it stopped. */
	async prepare(): Promise<void> {
		await this.server.start(...this.#flags);
		await this.#use((client) => client.createPersistentSubscriptionToAll(GROUP, persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START })));
		await this.server.end('SIGTERM');
	}

	/** A start after a clean end and one after a kill; leaves it stopped. */
	async round(): Promise<void> {
		const { clean, killed, firstRead } = this.starts;
		const begun = performance.now();
		await this.server.start(...this.#flags);
		clean.push(performance.now() - begun);
		this.starts.memoryAtStart = await this.#memory();
		await this.#use(async (client) => {
			await count(client.readAll({ maxCount: 1 }));
			firstRead.push(performance.now() - begun);
			const some = Array.from({ length: UNSETTLED }, () => jsonEvent({ type: 'Measured', data: { note: 'x'.repeat(1000) } }));
			await client.appendToStream('bench-unsettled', some);
		});
		await this.server.end('SIGKILL');
		const again = performance.now();
		await this.server.start(...this.#flags);
		killed.push(performance.now() - again);
		await this.server.end('SIGTERM');
	}

	/** Reads all that there is. */
	async readThrough(): Promise<void> {
		await this.server.start(...this.#flags);
		this.starts.eventsRead = await this.#use((client) => count(client.readAll()));
		this.starts.memoryAfterRead = await this.#memory();
		await this.server.end('SIGTERM');
	}

	async #use<T>(work: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
		const client = EventStoreDBClient.connectionString(this.server.connectionString);
		try {
			return await work(client);
		} finally {
			await client.dispose();
		}
	}

	/** Resident, as the server tells it. */
	async #memory(): Promise<number> {
		const answer = await fetch(`http://127.0.0.1:${this.server.port}/stats`);
		const { proc } = (await answer.json()) as { proc: { mem: number } };
		return proc.mem;
	}
}

async function count(events: AsyncIterable<unknown>): Promise<number> {
	let number = 0;
	for await (const _ of events) number += 1;
	return number;
}

import { CancelledError, EventStoreDBClient, jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
beforeEach(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
});
afterEach(() => server.remove());

const stream = 'orders';
const group = 'g';
const total = 2_000;
/** The group writes a checkpoint when so many events are done. */
const upperBound = 20;

/** What a consumer has got and answered, by revision. */
interface Consumed {
	delivered: bigint[];
	acknowledged: Set<bigint>;
	parked: Set<bigint>;
}

/** Longest time for what must come true, or come to an end, milliseconds. */
const patience = 30_000;
/** Time that the client has to notice that its server is gone: it may wait for an answer, or for its own end, for ever. */
const noticeTime = 2_000;

/** Waits for the condition, but not for ever. */
async function until(what: string, holds: () => boolean | Promise<boolean>, pause = 5): Promise<void> {
	const end = performance.now() + patience;
	while (!await holds()) {
		if (performance.now() > end) throw new Error(`Within ${patience} ms did not come true: ${what}.`);
		await delay(pause);
	}
}

/** Waits for work with a server that is gone. */
async function settled(work: Promise<unknown>): Promise<void> {
	await Promise.race([work, delay(noticeTime, undefined, { ref: false })]);
}

/**
 * Acknowledges what it gets, but parks every fiftieth event, until the server goes away, or `enough` says so.
 *
 * @param killed resolves when the server was killed: then no answer is waited for
 */
async function consume(
	client: EventStoreDBClient, consumed: Consumed, enough: () => boolean, killed: Promise<unknown> = new Promise<never>(() => undefined),
): Promise<void> {
	const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize: 25 });
	try {
		for await (const event of subscription) {
			if (enough()) return;
			const revision = event.event?.revision ?? -1n;
			consumed.delivered.push(revision);
			const park = revision % 50n === 49n;
			// Noted before it is sent: the server may have it on the disk before this process hears that it went out.
			(park ? consumed.parked : consumed.acknowledged).add(revision);
			await Promise.race([park ? subscription.nack('park', 'every fiftieth', event) : subscription.ack(event), killed]);
			if (enough()) return;
		}
	} catch {
		// The server was killed.
	}
}

/** The last checkpoint, -1 when there is none, and the parked revisions. */
async function kept(client: EventStoreDBClient): Promise<{ checkpoint: bigint; parked: bigint[] }> {
	const prefix = `$persistentsubscription-${stream}::${group}`;
	const read = async (suffix: string) => {
		try {
			return await collect(client.readStream(`${prefix}-${suffix}`));
		} catch {
			// Nothing was written there.
			return [];
		}
	};
	const [checkpoints, parked] = [await read('checkpoint'), await read('parked')];
	return {
		checkpoint: BigInt((checkpoints.at(-1)?.event?.data as string | undefined) ?? -1),
		parked: parked.map(({ event }) => BigInt(Buffer.from(event?.data as Uint8Array).toString().split('@')[0] ?? -1)),
	};
}

it('loses nothing when the server is killed, and brings nothing again that lies under a checkpoint', async () => {
	const consumed: Consumed = { delivered: [], acknowledged: new Set(), parked: new Set() };
	const answered = () => consumed.acknowledged.size + consumed.parked.size;
	let client = EventStoreDBClient.connectionString(server.connectionString);
	await client.appendToStream(stream, Array.from({ length: total }, (_, number) => jsonEvent({ type: 'Numbered', data: { number } })));
	await client.createPersistentSubscriptionToStream(stream, group, persistentSubscriptionToStreamSettingsFromDefaults({
		startFrom: START, checkPointLowerBound: 1, checkPointUpperBound: upperBound, checkPointAfter: 60_000,
	}));

	let again = 0;
	for (let kill = 1; kill <= 5; kill += 1) {
		const { promise: killed, resolve: tellKilled } = Promise.withResolvers<void>();
		let isKilled = false;
		const consuming = consume(client, consumed, () => isKilled, killed);
		const enough = Math.floor(total / 7) * kill + Math.random() * 50;
		await until(`${enough} events are answered for`, () => answered() >= enough, 2);
		await server.end('SIGKILL');
		isKilled = true;
		tellKilled();
		await settled(consuming);
		await settled(client.dispose());

		await server.start('--start-standard-projections', 'false');
		client = EventStoreDBClient.connectionString(server.connectionString);
		const { checkpoint, parked } = await kept(client);
		for (let revision = 0n; revision <= checkpoint; revision += 1n) {
			// Under the checkpoint is only what was answered for; what was parked lies on the disk.
			const done = consumed.acknowledged.has(revision) || consumed.parked.has(revision);
			if (!done) throw new Error(`${revision} lies under the checkpoint ${checkpoint}, but nobody answered for it.`);
			if (revision % 50n === 49n) expect(parked).toContain(revision);
		}
		const before = consumed.delivered.length;
		const answeredBefore = new Set([...consumed.acknowledged, ...consumed.parked]);
		await consume(client, consumed, () => consumed.delivered.length >= before + upperBound);
		const since = consumed.delivered.slice(before);
		expect(since[0]).toBe(checkpoint + 1n);
		again += since.filter((revision) => answeredBefore.has(revision)).length;
	}

	// The consumer stays until the server has what it was told last.
	const last = consume(client, consumed, () => false);
	const parked = async () => new Set((await kept(client)).parked);
	await until('everything is answered for, and parked', async () => answered() >= total && (await parked()).size >= consumed.parked.size, 20);
	expect(answered()).toBe(total);
	expect(await parked()).toEqual(consumed.parked);
	await server.end('SIGKILL');
	await settled(last);
	// Each kill brings again at most what was done since the last checkpoint, or was on its way.
	expect(consumed.delivered.length - total).toBeGreaterThanOrEqual(again);
	expect(again).toBeLessThanOrEqual(5 * 2 * (upperBound + 25));
	await settled(client.dispose());
});

it('notes at SIGTERM what was acknowledged, lets consumers go, and gives the rest to the next one as new', async () => {
	const client = EventStoreDBClient.connectionString(server.connectionString);
	await client.appendToStream(stream, Array.from({ length: 5 }, (_, number) => jsonEvent({ type: 'Numbered', data: { number } })));
	const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, maxRetryCount: 0 });
	await client.createPersistentSubscriptionToStream(stream, group, settings);
	const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group);
	let dropped: unknown;
	subscription.on('error', (error) => {
		dropped = error;
	});
	let got = 0;
	subscription.on('data', (event) => {
		got += 1;
		if (got <= 3) void subscription.ack(event);
	});
	const inFlight = async () => (await client.getPersistentSubscriptionToStreamInfo(stream, group)).stats.totalInFlightMessages;
	await until('all events are there, and three done with', async () => got >= 5 && await inFlight() <= 2);
	await server.end('SIGTERM');
	await until('the consumer hears of the end', () => dropped !== undefined);
	expect(dropped).toBeInstanceOf(CancelledError);
	await settled(client.dispose());

	await server.start('--start-standard-projections', 'false');
	const next = EventStoreDBClient.connectionString(server.connectionString);
	const rest = await collect(next.subscribeToPersistentSubscriptionToStream(stream, group), 2);
	expect(rest.map(({ event, retryCount }) => [event?.revision, retryCount])).toEqual([[3n, 0], [4n, 0]]);
	expect(await kept(next)).toEqual({ checkpoint: 2n, parked: [] });
	await next.dispose();
});

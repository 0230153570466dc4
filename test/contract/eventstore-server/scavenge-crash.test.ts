import { EventStoreDBClient, jsonEvent, StreamNotFoundError } from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileName } from '../../../stack/eventstore/store/database.ts';
import { collect } from './collect.ts';
import { serverAddress } from './replay/server-address.ts';
import { Wire } from './replay/wire.ts';
import { ServerProcess } from './server-process.ts';

/** Events of each stream of a round, most of them hidden; and how many are left to see. */
const perStream = 4_000;
const visible = 10;
const streamsPerRound = 3;

/** With credentials the client makes a call for each append; its other way outlives the server, and fails what comes after. */
const oneCallEach = { credentials: { username: 'nobody', password: '' } };

let server: ServerProcess;
let client: EventStoreDBClient;
beforeEach(async () => {
	server = new ServerProcess();
	await start();
});
afterEach(async () => {
	await client.dispose();
	await server.remove();
});

async function start(): Promise<void> {
	await server.start('--start-standard-projections', 'false', '--write-timeout', '60000');
	client = EventStoreDBClient.connectionString(`${server.connectionString}&defaultDeadline=60000`);
}

async function scavenge(): Promise<string> {
	const wire = new Wire(serverAddress(server.connectionString), 'admin:changeit');
	try {
		const options = new operationsPb.StartScavengeReq.Options().setThreadCount(1);
		const answer = await wire.unary(OperationsService.startScavenge, new operationsPb.StartScavengeReq().setOptions(options));
		return answer.getScavengeId();
	} finally {
		wire.close();
	}
}

/** Fills streams of a round's own, and hides most of each. */
async function fill(round: number): Promise<string[]> {
	const streams = Array.from({ length: streamsPerRound }, (_, n) => `round-${round}-${n}`);
	for (const stream of streams) {
		await client.appendToStream(stream, Array.from({ length: perStream }, (_, n) => jsonEvent({ type: 'T', data: { n } })), oneCallEach);
	}
	for (const [n, stream] of streams.entries()) {
		// The three ways to hide events of a stream that goes on.
		if (n % 3 === 0) await client.setStreamMetadata(stream, { maxCount: visible }, oneCallEach);
		else if (n % 3 === 1) await client.setStreamMetadata(stream, { truncateBefore: perStream - visible }, oneCallEach);
		else {
			await client.deleteStream(stream);
			const after = Array.from({ length: visible }, (_, again) => jsonEvent({ type: 'T', data: { again } }));
			await client.appendToStream(stream, after, oneCallEach);
		}
	}
	return streams;
}

const read = (stream: string) => collect(client.readStream(stream));

/** How many events of each stream the log has. */
async function inLog(): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for await (const { event } of client.readAll()) counts.set(event?.streamId ?? '', (counts.get(event?.streamId ?? '') ?? 0) + 1);
	return counts;
}

async function positionOfFirst(stream: string): Promise<Position> {
	// A read that is not followed to its end would keep the client from being disposed of.
	const first = (await collect(client.readAll())).find(({ event }) => event?.streamId === stream);
	if (first?.event?.position === undefined) throw new Error(`${stream} is not in the log.`);
	return first.event.position;
}

/** What `$scavenges` tells last, and the events of that scavenge. */
async function lastTold(id: string): Promise<{ link: string | undefined; types: (string | undefined)[]; ending: unknown }> {
	const [last] = await collect(client.readStream('$scavenges', { direction: 'backwards', fromRevision: 'end', resolveLinkTos: true, maxCount: 1 }));
	const reading = collect(client.readStream(`$scavenges-${id}`));
	const events = await reading.catch((error: unknown) => {
		// A scavenge that was just asked for has noted nothing yet.
		if (error instanceof StreamNotFoundError) return [];
		throw error;
	});
	return { link: last?.event?.streamId, types: events.map(({ event }) => event?.type), ending: events.at(-1)?.event?.data };
}

it('tells that a crash cut a scavenge off, loses nothing that can be seen, and removes the rest the next time', async () => {
	const streams: string[] = [];
	let interrupted = 0;
	// On a busy machine a scavenge may be through before the kill reaches it.
	for (let round = 0; round < 10 && interrupted === 0; round += 1) {
		streams.push(...await fill(round));
		const seen = await Promise.all(streams.map(read));
		const first = await positionOfFirst(`round-${round}-0`);
		const id = await scavenge();
		// Its first event is gone, it is in the midst.
		while ((await collect(client.readAll({ fromPosition: first, maxCount: 1 })))[0]?.event?.position?.commit === first.commit);
		await server.end('SIGKILL');
		await client.dispose();
		await start();

		const { link, types, ending } = await lastTold(id);
		expect(link).toBe(`$scavenges-${id}`);
		expect(types).toEqual(['$scavengeStarted', '$scavengeCompleted']);
		const { result } = ending as { result: string };
		if (result === 'Interrupted') {
			interrupted += 1;
			expect(ending).toMatchObject({ scavengeId: id, error: 'The node was restarted.', timeTaken: '00:00:00.000', spaceSaved: 0 });
			expect((ending as { nodeEndpoint: string }).nodeEndpoint).toBe(`127.0.0.1:${server.port}`);
		} else expect(result).toBe('Success');
		expect(await Promise.all(streams.map(read))).toEqual(seen);
	}
	expect(interrupted).toBeGreaterThan(0);

	const seen = await Promise.all(streams.map(read));
	const id = await scavenge();
	let told = await lastTold(id);
	while (told.types.length < 2) told = await lastTold(id);
	expect(told.ending).toMatchObject({ result: 'Success' });
	expect(await Promise.all(streams.map(read))).toEqual(seen);
	const left = await inLog();
	expect(streams.map((stream) => left.get(stream))).toEqual(streams.map(() => visible));
	// A start that finds none cut off adds nothing.
	await client.dispose();
	expect(await server.end('SIGTERM')).toBe(0);
	const database = new DatabaseSync(join(server.folder, fileName), { readOnly: true });
	expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
	database.close();
	await start();
	expect((await lastTold(id)).types).toEqual(['$scavengeStarted', '$scavengeCompleted']);
});

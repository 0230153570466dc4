import { randomUUID } from 'node:crypto';
import {
	EventStoreDBClient, jsonEvent, binaryEvent, MaxAppendSizeExceededError, StreamDeletedError, WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendToStreamOptions } from '@eventstore/db-client';
import { collect } from './collect.ts';
import { connectionString } from './connection.ts';

let client: EventStoreDBClient;
beforeAll(async () => {
	client = EventStoreDBClient.connectionString(await connectionString());
});
afterAll(() => client.dispose());

const stream = () => `contract-${randomUUID()}`;
const event = (index = 0) => jsonEvent({ type: 'Tested', data: { index } });

/** The client appends over BatchAppend, unless the call has credentials of its own. */
const ways: [string, AppendToStreamOptions][] = [
	['BatchAppend', {}],
	['Append', { credentials: { username: 'admin', password: 'changeit' } }],
];

describe.each(ways)('%s', (_way, way) => {
	it('gives back what was written', async () => {
		const name = stream();
		const json = jsonEvent({ type: 'JsonTested', data: { text: 'größe ‐ 🦃' }, metadata: { $correlationId: 'c-1' } });
		const binary = binaryEvent({ type: 'BinaryTested', data: Buffer.from([0, 255, 1]), metadata: Buffer.from([7, 0]) });
		const before = Date.now();
		const result = await client.appendToStream(name, [json, binary], way);
		expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n });

		const [first, second] = (await collect(client.readStream(name))).map((resolved) => resolved.event);
		expect(first).toMatchObject({
			streamId: name, id: json.id, revision: 0n, type: 'JsonTested', isJson: true,
			data: { text: 'größe ‐ 🦃' }, metadata: { $correlationId: 'c-1' },
		});
		expect(second).toMatchObject({ id: binary.id, revision: 1n, isJson: false, position: result.position });
		expect(Buffer.from(second?.data as Uint8Array)).toEqual(Buffer.from([0, 255, 1]));
		expect(Buffer.from(second?.metadata as Uint8Array)).toEqual(Buffer.from([7, 0]));
		expect(Math.abs((first?.created.getTime() ?? 0) - before)).toBeLessThan(60_000);
	});

	it('names both revisions when the expected one is wrong', async () => {
		const name = stream();
		await client.appendToStream(name, [event(), event()], way);
		await expect(client.appendToStream(name, event(), { ...way, expectedRevision: 7n })).rejects.toMatchObject(
			{ type: 'wrong-expected-version', streamName: name, expectedVersion: 7n, actualVersion: 1n });
		await expect(client.appendToStream(name, event(), { ...way, expectedRevision: 'no_stream' })).rejects.toMatchObject(
			{ expectedVersion: 'no_stream', actualVersion: 1n });
		await expect(client.appendToStream(stream(), event(), { ...way, expectedRevision: 'stream_exists' })).rejects.toMatchObject(
			{ expectedVersion: 'stream_exists', actualVersion: 'no_stream' });
		await expect(client.appendToStream(name, event(), { ...way, expectedRevision: 0n })).rejects.toThrow(WrongExpectedVersionError);
	});

	it('writes a repeated append once', async () => {
		const name = stream();
		const same = [event(1), event(2)];
		const first = await client.appendToStream(name, same, way);
		expect(await client.appendToStream(name, same, way)).toEqual(first);
		expect(await client.appendToStream(name, same, { ...way, expectedRevision: 'no_stream' })).toEqual(first);
		expect(await collect(client.readStream(name))).toHaveLength(2);
	});

	it('lets one of many writers win', async () => {
		const name = stream();
		const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => {
			return client.appendToStream(name, event(), { ...way, expectedRevision: 'no_stream' });
		}));
		expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
	});

	it('refuses more than the maximum append size', async () => {
		const big = jsonEvent({ type: 'Big', data: 'x'.repeat(1024 * 1024) });
		const failed = client.appendToStream(stream(), big, way);
		await expect(failed).rejects.toThrow(MaxAppendSizeExceededError);
		await expect(failed).rejects.toMatchObject({ maxAppendSize: 1024 * 1024 });
	});

	it('refuses a tombstoned stream', async () => {
		const name = stream();
		await client.tombstoneStream(name);
		await expect(client.appendToStream(name, event(), way)).rejects.toThrow(StreamDeletedError);
	});
});

it('puts an append together from its fragments', async () => {
	const name = stream();
	const events = Array.from({ length: 2_000 }, (_, index) => event(index));
	const result = await client.appendToStream(name, events, { batchAppendSize: 4_096 });
	expect(result.nextExpectedRevision).toBe(1_999n);
	const read = await collect(client.readStream(name));
	expect(read.map((resolved) => resolved.event?.id)).toEqual(events.map((each) => each.id));
});

it('does not write what comes after its deadline', async () => {
	const name = stream();
	const events = Array.from({ length: 10_000 }, (_, index) => event(index));
	await expect(client.appendToStream(name, events, { deadline: 1 })).rejects.toMatchObject({ type: 'deadline-exceeded' });
	await expect(collect(client.readStream(name))).rejects.toMatchObject({ type: 'stream-not-found' });
});

it('keeps the order of appends over one connection', async () => {
	const name = stream();
	// The client's append that opens its call to the server is overtaken by those that come meanwhile.
	await client.appendToStream(stream(), event());
	await Promise.all(Array.from({ length: 500 }, (_, index) => client.appendToStream(name, event(index))));
	const read = await collect(client.readStream<{ type: 'Tested'; data: { index: number } }>(name));
	expect(read.map((resolved) => resolved.event?.data.index)).toEqual(Array.from({ length: 500 }, (_, index) => index));
});

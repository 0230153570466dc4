import { randomUUID } from 'node:crypto';
import {
	BACKWARDS, END, jsonEvent, KurrentDBClient, StreamDeletedError, StreamNotFoundError, streamNameFilter, WrongExpectedVersionError,
} from '@kurrent/kurrentdb-client';
import { collect } from './collect.ts';
import { connectionString } from './connection.ts';

/** The vendor's newer client; it reads through native code of its own, so that it judges the wire a second time. */
let client: KurrentDBClient;
let address: string;
beforeAll(async () => {
	address = (await connectionString()).replace(/^esdb/, 'kurrentdb');
	client = KurrentDBClient.connectionString(address);
});
afterAll(() => client.dispose());

const stream = () => `contract-${randomUUID()}`;
const events = (count: number) => Array.from({ length: count }, (_, index) => jsonEvent({ type: 'Tested', data: { index } }));

it('appends and reads', async () => {
	const name = stream();
	const written = events(3);
	const result = await client.appendToStream(name, written, { streamState: 'no_stream' });
	expect(result).toMatchObject({ success: true, nextExpectedRevision: 2n });
	const forwards = await collect(client.readStream(name));
	expect(forwards.map(({ event }) => event?.id)).toEqual(written.map(({ id }) => id));
	expect(forwards[2]?.event?.position).toEqual(result.position);
	const backwards = await collect(client.readStream(name, { direction: BACKWARDS, fromRevision: END, maxCount: 2 }));
	expect(backwards.map(({ event }) => event?.revision)).toEqual([2n, 1n]);
});

it('reads $all, filtered on the server', async () => {
	const name = stream();
	const { position } = await client.appendToStream(name, events(2));
	await client.appendToStream(stream(), events(2));
	await client.appendToStream(name, events(2));
	if (position === undefined) throw new Error('The append has no position.');
	const read = await collect(client.readAll({ fromPosition: position, filter: streamNameFilter({ prefixes: [name] }) }));
	expect(read.map(({ event }) => event?.revision)).toEqual([1n, 2n, 3n]);
});

it('understands the errors', async () => {
	const name = stream();
	await expect(collect(client.readStream(name))).rejects.toThrow(StreamNotFoundError);
	await client.appendToStream(name, events(1));
	await expect(client.appendToStream(name, events(1), { streamState: 5n })).rejects.toThrow(WrongExpectedVersionError);
	await expect(client.deleteStream(name, { expectedRevision: 5n })).rejects.toThrow(WrongExpectedVersionError);
	await expect(client.tombstoneStream(stream(), { expectedRevision: 5n })).rejects.toThrow(WrongExpectedVersionError);
	await client.tombstoneStream(name);
	await expect(collect(client.readStream(name))).rejects.toThrow(StreamDeletedError);
	await expect(client.appendToStream(name, events(1))).rejects.toThrow(StreamDeletedError);
});

it('subscribes', async () => {
	const name = stream();
	const reading = collect(client.subscribeToStream(name), 3);
	await client.appendToStream(name, events(3));
	expect((await reading).map(({ event }) => event?.revision)).toEqual([0n, 1n, 2n]);
});

it('finds the node by gossip', async () => {
	const discovering = KurrentDBClient.connectionString(address.replace('kurrentdb:', 'kurrentdb+discover:'));
	const name = stream();
	await discovering.appendToStream(name, events(1));
	expect(await collect(discovering.readStream(name))).toHaveLength(1);
	await discovering.dispose();
});

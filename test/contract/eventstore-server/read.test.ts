import { randomUUID } from 'node:crypto';
import { binaryEvent, EventStoreDBClient, jsonEvent, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import type { ResolvedEvent } from '@eventstore/db-client';
import { collect } from './collect.ts';
import { connectionString } from './connection.ts';

let client: EventStoreDBClient;
beforeAll(async () => {
	client = EventStoreDBClient.connectionString(await connectionString());
});
afterAll(() => client.dispose());

const stream = () => `contract-${randomUUID()}`;
const events = (count: number) => Array.from({ length: count }, (_, index) => jsonEvent({ type: 'Tested', data: { index } }));
const revisions = (read: ResolvedEvent[]) => read.map(({ event }) => Number(event?.revision));

describe('a stream', () => {
	let name: string;
	beforeAll(async () => {
		name = stream();
		await client.appendToStream(name, events(5));
	});

	it.each([
		['from the start', {}, [0, 1, 2, 3, 4]],
		['from a revision', { fromRevision: 3n }, [3, 4]],
		['at most so many', { maxCount: 2 }, [0, 1]],
		['beyond its end', { fromRevision: 5n }, []],
		['backwards from its end', { direction: 'backwards', fromRevision: 'end' }, [4, 3, 2, 1, 0]],
		['backwards from a revision', { direction: 'backwards', fromRevision: 1n }, [1, 0]],
		['backwards from beyond its end', { direction: 'backwards', fromRevision: 100n, maxCount: 2 }, [4, 3]],
	] as const)('is read %s', async (_how, options, expected) => {
		expect(revisions(await collect(client.readStream(name, options)))).toEqual(expected);
	});

	it('is left in the midst as often as its readers like, on one connection', async () => {
		const leave = async () => {
			// A read of few events is through before it is left.
			const subscription = client.subscribeToStream(name);
			for await (const _ of subscription) {
				// Before it is left: what is only left the client waits for at its own end.
				await subscription.unsubscribe();
				break;
			}
		};
		// Node's own limit is a thousand.
		for (let round = 0; round < 75; round++) await Promise.all(Array.from({ length: 20 }, leave));
	});

	it('is not found when nothing was ever written to it', async () => {
		const missing = stream();
		const failed = collect(client.readStream(missing));
		await expect(failed).rejects.toThrow(StreamNotFoundError);
		await expect(failed).rejects.toMatchObject({ streamName: missing });
	});
});

describe('$all', () => {
	it('is read by position, both ways', async () => {
		const name = stream();
		await client.appendToStream(name, events(3));
		const [first, second, third] = (await collect(client.readStream(name))).map(({ event }) => event);
		if (!first?.position || !second?.position || !third?.position) throw new Error('Events have no position.');
		const [at] = await collect(client.readAll({ fromPosition: second.position, maxCount: 1 }));
		expect(at?.event?.id).toBe(second.id);
		const [before] = await collect(client.readAll({ fromPosition: second.position, maxCount: 1, direction: 'backwards' }));
		expect(before?.event?.id).toBe(first.id);
	});

	it('ends with the newest event', async () => {
		const name = stream();
		const { position } = await client.appendToStream(name, events(1));
		const [last] = await collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
		expect(last?.event?.position?.commit).toBeGreaterThanOrEqual(position?.commit ?? -1n);
	});

	it('has positions that only rise', async () => {
		await client.appendToStream(stream(), events(20));
		const all = await collect(client.readAll({ maxCount: 1_000 }));
		const positions = all.map(({ event }) => event?.position?.commit ?? -1n);
		expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)));
		expect(new Set(positions).size).toBe(positions.length);
	});
});

describe('deleted streams', () => {
	it('are not found after a soft delete, and go on with their numbers', async () => {
		const name = stream();
		await client.appendToStream(name, events(2));
		await client.deleteStream(name, { expectedRevision: 1n });
		await expect(collect(client.readStream(name))).rejects.toThrow(StreamNotFoundError);
		await client.appendToStream(name, events(1), { expectedRevision: 'no_stream' });
		expect(revisions(await collect(client.readStream(name)))).toEqual([2]);
	});

	it('are an error for ever after a tombstone', async () => {
		const name = stream();
		await client.appendToStream(name, events(2));
		await client.tombstoneStream(name, { expectedRevision: 1n });
		const failed = collect(client.readStream(name));
		await expect(failed).rejects.toThrow(StreamDeletedError);
		await expect(failed).rejects.toMatchObject({ streamName: name });
	});

	it('name both revisions when the expected one is wrong', async () => {
		const name = stream();
		await client.appendToStream(name, events(2));
		const expected = { type: 'wrong-expected-version', streamName: name, expectedVersion: 5n, actualVersion: 1n };
		await expect(client.deleteStream(name, { expectedRevision: 5n })).rejects.toMatchObject(expected);
		await expect(client.tombstoneStream(name, { expectedRevision: 5n })).rejects.toMatchObject(expected);
		// The text word by word: clients of other languages find the revisions in it.
		const missing = stream();
		await expect(client.deleteStream(missing)).rejects.toMatchObject({
			type: 'wrong-expected-version',
			message: `9 FAILED_PRECONDITION: Delete failed due to WrongExpectedVersion. Stream: ${missing}, Expected version: -2, Actual version: -1`,
		});
		await expect(client.tombstoneStream(name, { expectedRevision: 5n })).rejects.toMatchObject({
			message: `9 FAILED_PRECONDITION: Delete failed due to WrongExpectedVersion. Stream: ${name}, Expected version: 5, Actual version: 1`,
		});
	});
});

describe('metadata', () => {
	it('is kept with all its keys', async () => {
		const name = stream();
		const metadata = { maxAge: 3_600, cacheControl: 15, truncateBefore: 1, maxCount: 12, acl: { readRoles: ['admin'] }, kitten: '😾' };
		await client.setStreamMetadata(name, metadata);
		expect(await client.getStreamMetadata(name)).toMatchObject({ streamName: name, metadata });
	});

	it('limits what a read shows', async () => {
		const name = stream();
		await client.appendToStream(name, events(10));
		await client.setStreamMetadata(name, { maxCount: 3 });
		expect(revisions(await collect(client.readStream(name)))).toEqual([7, 8, 9]);
		await client.setStreamMetadata(name, { truncateBefore: 9 });
		expect(revisions(await collect(client.readStream(name)))).toEqual([9]);
	});
});

describe('links', () => {
	it('are resolved when asked for', async () => {
		const [target, links] = [stream(), stream()];
		await client.appendToStream(target, events(2));
		const link = (to: string) => binaryEvent({ type: '$>', data: Buffer.from(to) });
		await client.appendToStream(links, [link(`1@${target}`), link(`9@${target}`)]);

		const [unresolved] = await collect(client.readStream(links));
		expect(unresolved?.event).toMatchObject({ type: '$>', streamId: links });
		expect(unresolved?.link).toBeUndefined();

		const [resolved, broken] = await collect(client.readStream(links, { resolveLinkTos: true }));
		expect(resolved).toMatchObject({ event: { streamId: target, revision: 1n }, link: { streamId: links, revision: 0n } });
		expect(broken?.event).toBeUndefined();
		expect(broken?.link).toMatchObject({ streamId: links, revision: 1n });
	});
});

it('reads ten thousand events while others write', async () => {
	const name = stream();
	for (let count = 0; count < 10; count += 1) await client.appendToStream(name, events(1_000));
	const [read] = await Promise.all([
		collect(client.readStream(name)),
		...Array.from({ length: 50 }, () => client.appendToStream(stream(), events(1))),
	]);
	expect(revisions(read)).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
});

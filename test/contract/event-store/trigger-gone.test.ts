import { randomBytes } from 'node:crypto';

import { binaryEvent, jsonEvent } from '@eventstore/db-client';

import { numbers, numbersOf, OwnServer } from './support/own-server.ts';
import { until } from './support/until.ts';

const own = new OwnServer();
let count = 0;
/** A stream that no other test has. */
const fresh = (category = 'gone') => `${category}-${++count}`;
const logged = (trigger: { log: string[] }, pattern: RegExp) => trigger.log.some((line) => pattern.test(line));
/** An execution that takes until it is let go. */
function held() {
	const { promise, resolve } = Promise.withResolvers<void>();
	return { execute: () => promise, letGo: resolve };
}

beforeAll(async () => await own.start());
afterAll(async () => await own.remove());

describe('events that are gone before they were read', () => {
	it('because the stream keeps only its last ones, are named in the log', async () => {
		const stream = fresh();
		const { execute, letGo } = held();
		await own.append(stream, [0]);
		const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
		const before = own.trigger({ stream }, { ...ids, execute });
		await before.activate();
		await until('the execution', () => before.items.length === 1);
		letGo();
		await before.deactivate();
		await own.append(stream, numbers(1, 10));
		await own.client.setStreamMetadata(stream, { maxCount: 3 });
		const after = own.trigger({ stream }, ids);
		await after.activate();
		await until('the rest', () => after.items.length === 3);
		expect(numbersOf(after)).toEqual([7, 8, 9]);
		expect(logged(after, /^warn: .* events 1 to 6 were gone/)).toBe(true);
	});

	it('do not keep a group from what comes', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 10));
		await own.client.setStreamMetadata(stream, { maxCount: 3 });
		const trigger = own.trigger({ mode: 'persistent', group: 'g', stream });
		await trigger.activate();
		await until('the rest', () => trigger.items.length === 3);
		await own.append(stream, [10]);
		await until('the new one', () => trigger.items.length === 4);
		expect(numbersOf(trigger).toSorted((a, b) => a - b)).toEqual([7, 8, 9, 10]);
	});
});

describe.each([{ mode: 'catchUp' }, { mode: 'persistent', group: 'g', options: { concurrency: 1 } }])('a stream under a trigger, %j', (parameters) => {
	it('that is deleted and written to again goes on', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		const trigger = own.trigger({ ...parameters, stream });
		await trigger.activate();
		await until('the events', () => trigger.items.length === 3);
		await own.client.deleteStream(stream);
		await own.append(stream, numbers(3, 5));
		await until('the new events', () => trigger.items.length === 5, 40_000);
		expect(numbersOf(trigger)).toEqual(numbers(0, 5));
	});

	it('with events that are no JSON, or as large as an append may be, has them all', async () => {
		const stream = fresh();
		const bytes = randomBytes(64);
		const large = 'x'.repeat(1_000_000);
		await own.client.appendToStream(stream, binaryEvent({ type: 'Bytes', data: bytes }));
		for (let sent = 0; sent < 5; sent++) await own.client.appendToStream(stream, jsonEvent({ type: 'Large', data: { large } }));
		const trigger = own.trigger({ ...parameters, stream }, { execute: async () => await new Promise((resolve) => setTimeout(resolve, 5)) });
		await trigger.activate();
		await until('all of them', () => trigger.items.length === 6, 40_000);
		expect(trigger.items[0]).toMatchObject({ type: 'Bytes', data: bytes.toString('base64'), contentType: 'application/octet-stream' });
		expect(trigger.items.slice(1).every(({ data }) => (data as { large: string }).large === large)).toBe(true);
	});
});

describe.each([{ mode: 'catchUp' }, { mode: 'persistent', group: 'g' }])('a stream that is deleted for ever, %j', (parameters) => {
	it('ends the trigger, and n8n is told', async () => {
		const stream = fresh();
		await own.append(stream, [0]);
		const trigger = own.trigger({ ...parameters, stream });
		await trigger.activate();
		await until('the event', () => trigger.items.length === 1);
		await own.client.tombstoneStream(stream);
		await until('the end', () => trigger.failures.length === 1, 40_000);
		expect(trigger.failures[0]!.message).toMatch(/deleted for ever/);
		expect(logged(trigger, /^error: .*listens no more/)).toBe(true);
	});

	it('is told when the trigger is activated', async () => {
		const stream = fresh();
		await own.append(stream, [0]);
		await own.client.tombstoneStream(stream);
		await expect(own.trigger({ ...parameters, stream }).activate()).rejects.toThrow(/deleted for ever/);
	});
});

it('a group whose stream is deleted for ever brings its executions to an end, and what fails comes again', async () => {
	const stream = fresh();
	await own.append(stream, [0, 1]);
	const { promise, resolve } = Promise.withResolvers<void>();
	let tries = 0;
	const execute = async () => {
		tries += 1;
		await promise;
		if (tries === 2) throw new Error('once');
	};
	const trigger = own.trigger({ mode: 'persistent', group: 'g', stream, options: { concurrency: 2, retryPause: 0.1 } }, { execute });
	await trigger.activate();
	await until('both executions', () => tries === 2);
	await own.client.tombstoneStream(stream);
	expect(trigger.failures).toEqual([]);
	resolve();
	await until('the end', () => trigger.failures.length === 1, 40_000);
	expect(tries).toBeGreaterThan(2);
	expect(new Set(numbersOf(trigger))).toEqual(new Set([0, 1]));
});

it('links of a category whose events were deleted start nothing, and stop nothing', async () => {
	const [kept, gone] = [fresh('shelf'), fresh('shelf')];
	await own.append(gone, numbers(0, 5));
	await own.append(kept, [5]);
	await own.client.tombstoneStream(gone);
	const trigger = own.trigger({ source: 'category', category: 'shelf' });
	await trigger.activate();
	await until('the event that there is', () => trigger.items.length === 1);
	await own.append(kept, [6]);
	await until('the one that comes', () => trigger.items.length === 2);
	expect(numbersOf(trigger)).toEqual([5, 6]);
});

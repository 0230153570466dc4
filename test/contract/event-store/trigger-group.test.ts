import { jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { setTimeout as sleep } from 'node:timers/promises';

import { numbers, numbersOf, OwnServer } from './support/own-server.ts';
import { until } from './support/until.ts';

const own = new OwnServer();
let count = 0;
/** A stream that no other test has. */
const fresh = (category = 'counted') => `${category}-${++count}`;
const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);
const numberOf = (item: { data?: unknown } | undefined) => (item!.data as { number: number }).number;
const persistent = { mode: 'persistent', group: 'workers' };

beforeAll(async () => await own.start());
afterAll(async () => await own.remove());

const info = (stream: string) => own.client.getPersistentSubscriptionToStreamInfo(stream, 'workers');
/** Reasons of the events that a group has parked. */
async function parked(stream: string): Promise<unknown[]> {
	const found: unknown[] = [];
	try {
		for await (const { link, event } of own.client.readStream(`$persistentsubscription-${stream}::workers-parked`)) {
			found.push(((link ?? event)!.metadata as { reason?: string }).reason);
		}
	} catch {
		return [];
	}
	return found;
}

describe('in a group', () => {
	it('is made when there is none, and gives an event an item', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		const trigger = own.trigger({ ...persistent, stream });
		await trigger.activate();
		await own.append(stream, [3]);
		await until('the events', () => trigger.items.length === 4);
		expect(sorted(numbersOf(trigger))).toEqual([0, 1, 2, 3]);
		expect(trigger.items[0]).toMatchObject({ stream, type: 'Counted', retryCount: 0 });
		expect((await info(stream)).settings).toMatchObject({ maxRetryCount: 13, messageTimeout: 3_600_000, checkPointLowerBound: 1, consumerStrategyName: 'RoundRobin' });
	});

	it('acknowledges an event when its execution has succeeded, and has no more at once than wanted', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 30));
		let atOnce = 0;
		let most = 0;
		const trigger = own.trigger(
			{ ...persistent, stream, options: { concurrency: 4 } },
			{
				execute: async () => {
					most = Math.max(most, ++atOnce);
					await sleep(20);
					atOnce--;
				},
			},
		);
		await trigger.activate();
		await until('all events', () => trigger.items.length === 30 && atOnce === 0);
		expect(most).toBe(4);
		await until('the acknowledgements', async () => (await info(stream)).stats.totalInFlightMessages === 0);
	});

	it('goes on where it was when it is activated again, and repeats nothing that was acknowledged', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 20));
		const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
		const before = own.trigger({ ...persistent, stream }, ids);
		await before.activate();
		await until('some events', () => before.items.length > 5);
		await before.deactivate();
		const after = own.trigger({ ...persistent, stream }, ids);
		await own.append(stream, numbers(20, 25));
		await after.activate();
		await until('all events', () => before.items.length + after.items.length >= 25);
		await sleep(300);
		expect(sorted([...numbersOf(before), ...numbersOf(after)])).toEqual(numbers(0, 25));
	});

	it('waits for executions that are under way when it is deactivated', async () => {
		const stream = fresh();
		await own.append(stream, [0]);
		let ended = false;
		const trigger = own.trigger(
			{ ...persistent, stream },
			{
				execute: async () => {
					await sleep(400);
					ended = true;
				},
			},
		);
		await trigger.activate();
		await until('the execution', () => trigger.items.length === 1);
		await trigger.deactivate();
		expect(ended).toBe(true);
		const again = own.trigger({ ...persistent, stream });
		await again.activate();
		await sleep(300);
		expect(again.items).toEqual([]);
	});

	it('executes nothing twice that is under way when a new version is published', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 5));
		const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
		const slow = { ...ids, execute: async () => await sleep(1_000) };
		const before = own.trigger({ ...persistent, stream, options: { stopWait: 0 } }, slow);
		await before.activate();
		await until('the executions', () => before.items.length === 5);
		await before.deactivate();
		const after = own.trigger({ ...persistent, stream }, ids);
		await after.activate();
		await sleep(1_500);
		expect([numbersOf(before).length, after.items]).toEqual([5, []]);
		await until('the acknowledgements', async () => (await info(stream)).stats.totalInFlightMessages === 0);
		expect(before.log.some((line) => line.includes('stops while 5 events are being executed'))).toBe(true);
	});
});

describe('an execution that fails', () => {
	it('is tried again, and then parked with its error as the reason', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		const trigger = own.trigger(
			{ ...persistent, stream, options: { retries: 2, retryPause: 0.01 } },
			{
				execute: ([item]) => {
					if (numberOf(item) === 1) throw new Error('Not payable');
				},
			},
		);
		await trigger.activate();
		await until('the event to be parked', async () => (await parked(stream)).length === 1);
		expect(sorted(numbersOf(trigger))).toEqual([0, 1, 1, 1, 2]);
		expect(await parked(stream)).toEqual([expect.stringMatching(/Last: Not payable$/)]);
		expect(trigger.items.filter((item) => numberOf(item) === 1).map(({ retryCount }) => retryCount)).toEqual([0, 1, 2]);
	});

	it('is executed again when what was parked is replayed', async () => {
		const stream = fresh();
		await own.append(stream, [0]);
		let broken = true;
		const trigger = own.trigger(
			{ ...persistent, stream, options: { retries: 0 } },
			{
				execute: () => {
					if (broken) throw new Error('Broken');
				},
			},
		);
		await trigger.activate();
		await until('the event to be parked', async () => (await parked(stream)).length === 1);
		broken = false;
		await own.client.replayParkedMessagesToStream(stream, 'workers');
		await until('the replay', () => trigger.items.length === 2);
		expect(trigger.items[1]).toMatchObject({ data: { number: 0 }, replayed: true });
	});

	it('that a person stopped is parked at once', async () => {
		const stream = fresh();
		await own.append(stream, [0]);
		const stopped = () => {
			throw Object.assign(new Error('The execution was cancelled manually'), { reason: 'manual' });
		};
		const trigger = own.trigger({ ...persistent, stream }, { execute: stopped });
		await trigger.activate();
		await until('the event to be parked', async () => (await parked(stream)).length === 1);
		expect(trigger.items).toHaveLength(1);
	});

	it('in a batch is tried again by itself', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 4));
		const trigger = own.trigger(
			{ ...persistent, stream, options: { batchSize: 4, batchWait: 300, concurrency: 2, retries: 1, retryPause: 0.01 } },
			{
				execute: (items) => {
					if (items.some((item) => numberOf(item) === 2)) throw new Error('Two');
				},
			},
		);
		await trigger.activate();
		await until('the event to be parked', async () => (await parked(stream)).length === 1);
		await until('the others', () => trigger.started.length === 5);
		expect(trigger.started[0]).toHaveLength(4);
		expect(sorted(trigger.started.slice(1).map(([item]) => numberOf(item)))).toEqual([0, 1, 2, 3]);
	});
});

describe('when something comes in between', () => {
	it.each(['SIGKILL', 'SIGTERM'] as const)('the end of the event store by %s loses nothing and executes nothing twice that is under way', async (signal) => {
		const stream = fresh();
		await own.append(stream, numbers(0, 60));
		const trigger = own.trigger({ ...persistent, stream, options: { concurrency: 5 } }, { execute: async () => await sleep(100) });
		await trigger.activate();
		await until('some events', () => trigger.items.length > 20);
		await own.restart(signal);
		await own.append(stream, numbers(60, 70));
		await until('all events', () => new Set(numbersOf(trigger)).size === 70, 40_000);
		await sleep(300);
		expect(sorted(numbersOf(trigger))).toEqual(numbers(0, 70));
	});

	it('a changed group drops its listeners, which come back', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 10));
		const trigger = own.trigger({ ...persistent, stream, options: { concurrency: 3 } }, { execute: async () => await sleep(100) });
		await trigger.activate();
		await until('some events', () => trigger.items.length >= 3);
		await own.client.updatePersistentSubscriptionToStream(stream, 'workers', persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, maxRetryCount: 20 }));
		await until('all events', () => new Set(numbersOf(trigger)).size === 10, 40_000);
		await sleep(300);
		expect(sorted(numbersOf(trigger))).toEqual(numbers(0, 10));
		expect(trigger.log.some((line) => /^warn: .* does not hear from .*dropped/.test(line))).toBe(true);
	});

	it('a group that was deleted is made anew', async () => {
		const stream = fresh();
		await own.append(stream, [0]);
		const trigger = own.trigger({ ...persistent, stream });
		await trigger.activate();
		await until('the event', () => trigger.items.length === 1);
		await own.client.deletePersistentSubscriptionToStream(stream, 'workers');
		await until('the group', () => trigger.log.filter((line) => line.includes('made the group "workers"')).length === 2, 40_000);
		await until('the event once more, for the group is a new one', () => trigger.items.length === 2);
	});

	it('an execution that takes longer than the time-out of the group is not begun again', async () => {
		const stream = fresh();
		await own.client.createPersistentSubscriptionToStream(stream, 'workers', persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, messageTimeout: 300 }));
		await own.append(stream, [0]);
		const trigger = own.trigger({ ...persistent, stream }, { execute: async () => await sleep(1_500) });
		await trigger.activate();
		await sleep(2_500);
		expect(trigger.items).toHaveLength(1);
		await until('the acknowledgement', async () => (await info(stream)).stats.totalInFlightMessages === 0);
	});
});

describe('what it listens to', () => {
	it('are all streams, filtered by the event store', async () => {
		const trigger = own.trigger({ ...persistent, group: fresh('all'), source: 'all', startFrom: 'end', filter: 'typePrefix', prefixes: 'Paint' });
		await trigger.activate();
		await own.append('wall-1', [1], 'Painted');
		await own.append('wall-1', [2], 'Washed');
		await own.append('wall-2', [3], 'Painted');
		await until('the events', () => trigger.items.length === 2);
		expect(sorted(numbersOf(trigger))).toEqual([1, 3]);
	});

	it('are the streams of a category, with the events that links lead to and without those that are gone', async () => {
		const [kept, gone] = [fresh('shelf'), fresh('shelf')];
		await own.append(kept, [1]);
		await own.append(gone, [2]);
		await own.client.deleteStream(gone);
		const trigger = own.trigger({ ...persistent, source: 'category', category: 'shelf' });
		await trigger.activate();
		await own.client.appendToStream(kept, jsonEvent({ type: 'Counted', data: { number: 3 } }));
		await until('the events', () => trigger.items.length === 2);
		expect(trigger.items).toEqual([
			expect.objectContaining({ stream: kept, data: { number: 1 }, link: expect.objectContaining({ stream: '$ce-shelf' }) as object }),
			expect.objectContaining({ stream: kept, data: { number: 3 } }),
		]);
	});
});

it('a test in the editor gets the event with which the group would go on, and acknowledges nothing', async () => {
	const stream = fresh();
	await own.append(stream, numbers(0, 2));
	const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
	const tried = own.trigger({ ...persistent, stream }, ids);
	expect((await tried.test()).map(({ data }) => data)).toEqual([{ number: 0 }]);
	const trigger = own.trigger({ ...persistent, stream }, ids);
	await trigger.activate();
	await until('all events', () => trigger.items.length === 2);
	expect(sorted(numbersOf(trigger))).toEqual([0, 1]);
});

import { jest } from '@jest/globals';
import { Checkpointer } from '../../../../stack/eventstore/persistent-subscriptions/checkpoint.ts';
import { Progress } from '../../../../stack/eventstore/persistent-subscriptions/progress.ts';
import { defaults } from './messages.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function group(changes: Partial<typeof defaults>) {
	const progress = new Progress();
	const written: number[] = [];
	const writes: (() => void)[] = [];
	const checkpointer = new Checkpointer({ ...defaults, ...changes }, progress, undefined, async (place) => {
		written.push(place);
		await new Promise<void>((resolve) => writes.push(resolve));
	});
	let next = 0;
	return {
		checkpointer,
		written,
		acknowledge: (count: number) => {
			for (let n = 0; n < count; n += 1) {
				progress.end(progress.begin(), next);
				next += 1;
				checkpointer.advanced();
			}
		},
		/** Lets what is being written come to its end. */
		finish: async () => {
			writes.shift()?.();
			await jest.advanceTimersByTimeAsync(0);
		},
	};
}

it('writes after the time, when the lower bound is done', async () => {
	const { acknowledge, written, checkpointer } = group({ minCheckpointCount: 3, checkpointAfter: 500 });
	acknowledge(2);
	await jest.advanceTimersByTimeAsync(10_000);
	expect(written).toEqual([]);
	expect(checkpointer.last).toBeUndefined();
	acknowledge(1);
	await jest.advanceTimersByTimeAsync(0);
	expect(written).toEqual([2]);
	expect(checkpointer.last).toBe(2);
});

it('waits for the time since the first that it would tell of', async () => {
	const { acknowledge, written, finish } = group({ minCheckpointCount: 1, checkpointAfter: 500 });
	acknowledge(1);
	await jest.advanceTimersByTimeAsync(400);
	acknowledge(1);
	await jest.advanceTimersByTimeAsync(99);
	expect(written).toEqual([]);
	await jest.advanceTimersByTimeAsync(1);
	expect(written).toEqual([1]);
	await finish();
	await jest.advanceTimersByTimeAsync(10_000);
	acknowledge(4);
	await jest.advanceTimersByTimeAsync(499);
	expect(written).toEqual([1]);
	await jest.advanceTimersByTimeAsync(1);
	expect(written).toEqual([1, 5]);
});

it('writes at once when the upper bound is done, whatever the lower one and the time say', () => {
	const { acknowledge, written } = group({ minCheckpointCount: 20, maxCheckpointCount: 5, checkpointAfter: 60_000 });
	acknowledge(4);
	expect(written).toEqual([]);
	acknowledge(1);
	expect(written).toEqual([4]);
});

it('writes one at a time, and of what comes meanwhile only the last', async () => {
	const { acknowledge, written, finish, checkpointer } = group({ maxCheckpointCount: 1 });
	acknowledge(1);
	acknowledge(1);
	acknowledge(1);
	expect(written).toEqual([0]);
	expect(checkpointer.last).toBe(2);
	await finish();
	expect(written).toEqual([0, 2]);
	await finish();
	expect(written).toEqual([0, 2]);
});

it('never writes by the time alone when there is none', async () => {
	const { acknowledge, written } = group({ minCheckpointCount: 1, checkpointAfter: undefined });
	acknowledge(10);
	await jest.advanceTimersByTimeAsync(3_600_000);
	expect(written).toEqual([]);
});

it.each([{ minCheckpointCount: 0 }, { maxCheckpointCount: 0 }])('writes nothing new with a bound of 0 (%j) when nothing is done', async (bound) => {
	const { acknowledge, written, finish, checkpointer } = group({ minCheckpointCount: 1, checkpointAfter: 100, ...bound });
	acknowledge(1);
	await jest.advanceTimersByTimeAsync(100);
	await finish();
	checkpointer.advanced();
	await jest.advanceTimersByTimeAsync(1_000);
	expect(written).toEqual([0]);
});

it('writes what is done at the end of the process, and once', () => {
	const { acknowledge, written, checkpointer } = group({});
	checkpointer.flush();
	acknowledge(2);
	checkpointer.flush();
	checkpointer.flush();
	expect(written).toEqual([1]);
});

it('writes nothing when it was stopped', async () => {
	const { acknowledge, written, checkpointer } = group({ minCheckpointCount: 1, checkpointAfter: 100 });
	acknowledge(1);
	checkpointer.stop();
	await jest.advanceTimersByTimeAsync(1_000);
	expect(written).toEqual([]);
});


import { numbers, numbersOf, OwnServer } from './support/own-server.ts';
import { until } from './support/until.ts';

const own = new OwnServer();
let count = 0;
/** A stream that no other test has. */
const fresh = (category = 'counted') => `${category}-${++count}`;

beforeAll(async () => await own.start());
afterAll(async () => await own.remove());

describe('in the order of a stream', () => {
	it('gives an event an item, those that there are and those that come', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		const trigger = own.trigger({ stream });
		await trigger.activate();
		await until('the old events', () => trigger.items.length === 3);
		await own.append(stream, [3]);
		await until('the new event', () => trigger.items.length === 4);
		expect(numbersOf(trigger)).toEqual([0, 1, 2, 3]);
		expect(trigger.items[3]).toEqual({
			stream,
			revision: 3,
			id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
			type: 'Counted',
			data: { number: 3 },
			contentType: 'application/json',
			metadata: {},
			created: expect.stringMatching(/^\d{4}-.*Z$/) as string,
			position: { commit: expect.stringMatching(/^\d+$/) as string, prepare: expect.stringMatching(/^\d+$/) as string },
		});
		expect(trigger.log.some((line) => /^info: Event Store Trigger .* listens to stream/.test(line))).toBe(true);
	});

	it('executes an event when the one before has succeeded', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 20));
		let atOnce = 0;
		let most = 0;
		const trigger = own.trigger(
			{ stream },
			{
				execute: async () => {
					most = Math.max(most, ++atOnce);
					await new Promise((resolve) => setTimeout(resolve, 5));
					atOnce--;
				},
			},
		);
		await trigger.activate();
		await until('all events', () => trigger.items.length === 20 && atOnce === 0);
		expect([most, numbersOf(trigger)]).toEqual([1, numbers(0, 20)]);
	});

	it('goes on behind the last that succeeded when it is activated again', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
		const before = own.trigger({ stream }, ids);
		await before.activate();
		await until('the first events', () => before.items.length === 3);
		await before.deactivate();
		await own.append(stream, numbers(3, 6));
		const after = own.trigger({ stream }, ids);
		await after.activate();
		await until('the others', () => after.items.length === 3);
		expect(numbersOf(after)).toEqual([3, 4, 5]);
	});

	it('from the end hears only of what comes, and loses nothing of it before the first execution either', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
		const before = own.trigger({ stream, startFrom: 'end' }, ids);
		await before.activate();
		await before.deactivate();
		expect(before.items).toEqual([]);
		await own.append(stream, numbers(3, 5));
		const after = own.trigger({ stream, startFrom: 'end' }, ids);
		await after.activate();
		await until('the events in between', () => after.items.length === 2);
		expect(numbersOf(after)).toEqual([3, 4]);
	});

	it('from a revision begins with the event of that revision', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 5));
		const trigger = own.trigger({ stream, startFrom: 'place', fromPlace: '3' });
		await trigger.activate();
		await until('the events', () => trigger.items.length === 2);
		expect(numbersOf(trigger)).toEqual([3, 4]);
	});

	it('listens to a stream that there is none of yet', async () => {
		const stream = fresh();
		const trigger = own.trigger({ stream });
		await trigger.activate();
		await own.append(stream, [1]);
		await until('the event', () => trigger.items.length === 1);
	});
});

describe('an execution that fails', () => {
	it('is tried again before the next event comes, with the error in the log', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		let failures = 2;
		const trigger = own.trigger(
			{ stream, options: { retryPause: 0.01, retries: 1 } },
			{
				execute: ([item]) => {
					if ((item!.data as { number: number }).number === 1 && failures-- > 0) throw new Error('Not today');
				},
			},
		);
		await trigger.activate();
		await until('all events', () => trigger.items.length === 5);
		expect(numbersOf(trigger)).toEqual([0, 1, 1, 1, 2]);
		expect(trigger.log.filter((line) => line.includes('Not today'))).toEqual([
			expect.stringMatching(/^warn: .* tries event 1 again: Last: Not today$/),
			expect.stringMatching(/^error: .* comes no further than event 1, which failed 2 times: Last: Not today$/),
		]);
	});

	it('is skipped after the retries when that is wanted', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 3));
		const trigger = own.trigger(
			{ stream, options: { retryPause: 0.01, retries: 1, afterRetries: 'skip' } },
			{
				execute: ([item]) => {
					if ((item!.data as { number: number }).number === 1) throw new Error('Never');
				},
			},
		);
		await trigger.activate();
		await until('all events', () => trigger.items.length === 4);
		expect(numbersOf(trigger)).toEqual([0, 1, 1, 2]);
	});
});

describe('in batches', () => {
	it('has an item for each event, and no more than the size', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 25));
		const trigger = own.trigger({ stream, options: { batchSize: 10, batchWait: 50 } });
		await trigger.activate();
		await until('all events', () => trigger.items.length === 25);
		expect(trigger.started.map(({ length }) => length)).toEqual([10, 10, 5]);
		expect(numbersOf(trigger)).toEqual(numbers(0, 25));
	});

	it('that fails is done event by event, so that only the one at fault waits', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 4));
		const trigger = own.trigger(
			{ stream, options: { batchSize: 4, batchWait: 50, retryPause: 0.01, retries: 0, afterRetries: 'skip' } },
			{
				execute: (items) => {
					if (items.some(({ data }) => (data as { number: number }).number === 2)) throw new Error('Never');
				},
			},
		);
		await trigger.activate();
		await until('all events', () => trigger.started.length === 5);
		expect(trigger.started.map((items) => numbersOf({ items }))).toEqual([[0, 1, 2, 3], [0], [1], [2], [3]]);
	});
});

describe('all streams', () => {
	it('come without what the database and triggers note', async () => {
		const stream = fresh('everything');
		const trigger = own.trigger({ source: 'all', startFrom: 'end' });
		await trigger.activate();
		await own.append(stream, numbers(0, 3));
		await own.client.setStreamMetadata(stream, { maxCount: 100 });
		await own.append(stream, [3]);
		await until('the events', () => trigger.items.filter((item) => item.stream === stream).length === 4);
		expect(trigger.items.filter(({ type, stream: name }) => (type as string).startsWith('$') || /^\$?\$?n8nCheckpoint/.test(name as string))).toEqual([]);
		const executions = trigger.started.length;
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(trigger.started.length).toBe(executions);
		await trigger.deactivate();
	});

	it.each([
		['streams by their beginnings', { filter: 'streamPrefix', prefixes: 'red-, blue-' }, ['red-1', 'blue-1']],
		['streams by an expression', { filter: 'streamRegex', regex: '^(red|blue)-' }, ['red-1', 'blue-1']],
		['types by their beginnings', { filter: 'typePrefix', prefixes: 'Painted' }, ['blue-1', 'green-1']],
		['types by an expression', { filter: 'typeRegex', regex: 'ted$' }, ['blue-1', 'green-1']],
	])('are filtered: %s', async (what, filter, streams) => {
		const trigger = own.trigger({ source: 'all', startFrom: 'end', ...filter, options: { checkpointName: `filter ${what}` } });
		await trigger.activate();
		await own.append('red-1', [1], 'Mixed');
		await own.append('blue-1', [1], 'Painted');
		await own.append('green-1', [1], 'Painted');
		await until('the events', () => trigger.items.length >= 2);
		expect(trigger.items.map(({ stream }) => stream)).toEqual(streams);
		await trigger.deactivate();
	});
});

describe('when the event store goes away', () => {
	it.each(['SIGKILL', 'SIGTERM'] as const)('by %s, it is listened to again, and nothing is lost or doubled', async (signal) => {
		const stream = fresh();
		await own.append(stream, numbers(0, 50));
		const trigger = own.trigger({ stream }, { execute: async () => await new Promise((resolve) => setTimeout(resolve, 5)) });
		await trigger.activate();
		await until('some events', () => trigger.items.length > 10);
		await own.restart(signal);
		await own.append(stream, numbers(50, 60));
		await until('all events', () => trigger.items.length >= 60, 40_000);
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(numbersOf(trigger)).toEqual(numbers(0, 60));
		expect(trigger.log.some((line) => /^warn: .* does not hear from stream .*, and tries again in \d+ s/.test(line))).toBe(true);
		expect(trigger.log.some((line) => line.includes('listens again to'))).toBe(true);
	});

	it('cannot be activated by hand, and waits when n8n starts it', async () => {
		const stream = fresh();
		await own.append(stream, [0]);
		await own.server.end('SIGKILL');
		const impatient = own.trigger({ stream }).activate();
		const patient = own.trigger({ stream });
		await Promise.all([expect(impatient).rejects.toMatchObject({ message: expect.stringMatching(/ECONNREFUSED|connection/i) as string }), patient.activate('init')]);
		await own.server.start();
		await until('the event', () => patient.items.length === 1, 40_000);
	});
});

describe('a test in the editor', () => {
	it('gets the event with which it would go on, and changes nothing', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 2));
		const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
		const tried = own.trigger({ stream }, ids);
		expect((await tried.test()).map(({ data }) => data)).toEqual([{ number: 0 }]);
		expect((await tried.test()).map(({ data }) => data)).toEqual([{ number: 0 }]);
		const trigger = own.trigger({ stream }, ids);
		await trigger.activate();
		await until('all events', () => trigger.items.length === 2);
		await trigger.deactivate();
		const waiting = tried.test();
		await own.append(stream, [2]);
		expect((await waiting).map(({ data }) => data)).toEqual([{ number: 2 }]);
	});
});

describe('an execution that takes longer than it is waited for', () => {
	it('holds up neither the end of the trigger nor the start of the next, which goes on behind it', async () => {
		const stream = fresh();
		await own.append(stream, numbers(0, 2));
		const ids = { workflowId: `w-${stream}`, nodeId: 'n' };
		const gate = Promise.withResolvers<void>();
		const before = own.trigger({ stream, options: { stopWait: 0 } }, { ...ids, execute: async () => await gate.promise });
		await before.activate();
		await until('the execution', () => before.items.length === 1);
		await before.deactivate();
		const given = own.trigger({ stream }, ids);
		await given.activate();
		await given.deactivate();
		const after = own.trigger({ stream }, ids);
		await after.activate();
		expect([...given.items, ...after.items]).toEqual([]);
		gate.resolve();
		await until('the next event', () => after.items.length === 1);
		expect([numbersOf(before), numbersOf(given), numbersOf(after)]).toEqual([[0], [], [1]]);
		expect(before.log.some((line) => line.includes('stops while 1 events are being executed'))).toBe(true);
	});
});

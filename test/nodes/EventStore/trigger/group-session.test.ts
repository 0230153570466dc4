import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'n8n-workflow';

import { GroupSession, type Desk, type GroupClient } from '../../../../nodes/EventStore/trigger/group-session.ts';
import { type Delivery, Ledger } from '../../../../nodes/EventStore/trigger/ledger.ts';
import { Report } from '../../../../nodes/EventStore/trigger/report.ts';
import type { GroupSettings } from '../../../../nodes/EventStore/trigger/settings.ts';
import { Subscription } from '../../../../nodes/EventStore/trigger/subscription.ts';
import { toItem } from '../../../../nodes/EventStore/trigger/item.ts';
import { delivery, Executions, FakeGroup } from './fake-group.ts';

const silent: Logger = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** Long enough for everything that waits for no clock. */
const soon = async () => await sleep(20);

function desk(more: Partial<GroupSettings> = {}, ledger = new Ledger()) {
	const executions = new Executions();
	const stop = new AbortController();
	const settings: GroupSettings = {
		source: { stream: 'orders-1', resolveLinks: true, systemEvents: false },
		start: 'start',
		group: 'g',
		batchSize: 1,
		batchWait: 5,
		jsonAsText: false,
		retries: 1,
		retryPause: 1,
		stopWait: 1_000,
		concurrency: 3,
		strategy: 'RoundRobin',
		messageTimeout: 30_000,
		...more,
	};
	const report = new Report(silent, 'Trigger');
	const own: Desk = { ledger, execute: executions.execute, toItem: (given) => toItem(given, false), settings, report, signal: stop.signal };
	return { own, executions, stop, report, ledger };
}

async function session(own: Desk) {
	const group = new FakeGroup();
	const confirmed = Subscription.confirmed<Delivery, GroupClient>(group, 100);
	group.confirm();
	return { group, session: new GroupSession(await confirmed, own) };
}

it('acknowledges an event when its execution has succeeded', async () => {
	const { own, executions } = desk();
	const { group } = await session(own);
	group.give(1, 2);
	await soon();
	expect([executions.begun, group.written]).toEqual([[[1], [2]], []]);
	executions.end(1);
	await soon();
	expect(group.written).toEqual(['ack 2']);
});

it('begins no more executions than wanted, and the next when one has ended', async () => {
	const { own, executions } = desk({ concurrency: 2 });
	const { group } = await session(own);
	group.give(1, 2, 3);
	await soon();
	expect(executions.begun).toEqual([[1], [2]]);
	executions.end(0);
	await soon();
	expect(executions.begun).toEqual([[1], [2], [3]]);
});

it('gives a failed event back, and parks it with the reason after the last retry', async () => {
	const { own, executions, report } = desk();
	const { group } = await session(own);
	group.give(1);
	await soon();
	executions.end(0, { kind: 'failed', reason: 'No' });
	await soon();
	expect(group.written).toEqual(['retry (No) 1']);
	group.give(1);
	await soon();
	executions.end(1, { kind: 'failed', reason: 'Still no' });
	await soon();
	expect(group.written).toEqual(['retry (No) 1', 'park (Still no) 1']);
	expect([report.count('retried'), report.count('parked')]).toEqual([1, 1]);
});

it('holds a failed event while it pauses, so that it takes part in what may run at once', async () => {
	const { own, executions } = desk({ concurrency: 1, retryPause: 100 });
	const { group } = await session(own);
	group.give(1, 2);
	await soon();
	executions.end(0, { kind: 'failed', reason: 'No' });
	await soon();
	expect([executions.begun, group.written]).toEqual([[[1]], []]);
	await sleep(120);
	expect([executions.begun, group.written]).toEqual([[[1], [2]], ['retry (No) 1']]);
});

it('parks at once what a person has stopped, and says nothing of what n8n cut off', async () => {
	const { own, executions } = desk();
	const { group } = await session(own);
	group.give(1, 2);
	await soon();
	executions.end(0, { kind: 'refused', reason: 'cancelled' });
	executions.end(1, { kind: 'cut' });
	await soon();
	expect(group.written).toEqual(['park (cancelled) 1']);
});

it('acknowledges without an execution what starts none', async () => {
	const { own, executions } = desk();
	const { group } = await session(own);
	const gone = delivery(5);
	group.write({ ...gone, event: undefined, link: { ...gone.event, type: '$>' } });
	group.write(delivery(6, { event: { ...delivery(6).event!, type: '$metadata' } as NonNullable<Delivery['event']> }));
	await soon();
	expect(executions.begun).toEqual([]);
	expect(group.written).toEqual(['ack 5', 'ack 6']);
});

describe('an event that comes again', () => {
	it('while it is executed is acknowledged where it came last', async () => {
		const { own, executions, ledger } = desk();
		const first = await session(own);
		first.group.give(1);
		await soon();
		first.group.emit('error', new Error('was dropped'));
		expect(await first.session.over).toEqual(new Error('was dropped'));
		const second = await session({ ...own, ledger });
		second.group.give(1);
		await soon();
		expect(executions.begun).toEqual([[1]]);
		executions.end(0);
		await soon();
		expect([first.group.written, second.group.written]).toEqual([[], ['ack 1']]);
	});

	it('after it has succeeded is only acknowledged', async () => {
		const { own, executions } = desk();
		const first = await session(own);
		first.group.give(1);
		await soon();
		first.group.emit('error', new Error('was dropped'));
		executions.end(0);
		await soon();
		const second = await session(own);
		second.group.give(1);
		await soon();
		expect([executions.begun, first.group.written, second.group.written]).toEqual([[[1]], [], ['ack 1']]);
	});

	it('after it was to be parked on a connection that is lost is parked without another execution', async () => {
		const { own, executions } = desk({ retries: 0 });
		const first = await session(own);
		first.group.give(1);
		await soon();
		first.group.emit('error', new Error('was dropped'));
		executions.end(0, { kind: 'failed', reason: 'No' });
		await soon();
		const second = await session(own);
		second.group.give(1);
		await soon();
		expect([executions.begun, second.group.written]).toEqual([[[1]], ['park (No) 1']]);
		// Whoever replays it wants it executed.
		second.group.give(1);
		await soon();
		expect(executions.begun).toEqual([[1], [1]]);
	});

	it('in a group that was made anew is executed again', async () => {
		const { own, executions, ledger } = desk();
		const { group } = await session(own);
		group.give(1);
		await soon();
		executions.end(0);
		await soon();
		ledger.forget();
		group.give(1);
		await soon();
		expect(executions.begun).toEqual([[1], [1]]);
	});
});

describe('a batch', () => {
	it('has what is there up to its size, and is acknowledged as one', async () => {
		const { own, executions } = desk({ batchSize: 3 });
		const { group } = await session(own);
		group.give(1, 2, 3, 4);
		await soon();
		expect(executions.begun).toEqual([[1, 2, 3], [4]]);
		executions.end(0);
		await soon();
		expect(group.written).toEqual(['ack 1 2 3']);
	});

	it('that failed comes again one by one', async () => {
		const { own, executions } = desk({ batchSize: 3 });
		const { group } = await session(own);
		group.give(1, 2, 3);
		await soon();
		executions.end(0, { kind: 'failed', reason: 'No' });
		await soon();
		expect(group.written).toEqual(['retry (No) 1', 'retry (No) 2', 'retry (No) 3']);
		group.give(1, 2, 3, 4);
		await soon();
		expect(executions.begun.slice(1).toSorted()).toEqual([[1], [2], [3]]);
	});
});

describe('when it stops', () => {
	it('waits for what is under way, flushes its acknowledgement, and begins nothing more', async () => {
		const { own, executions, stop } = desk({ concurrency: 1 });
		const { group, session: open } = await session(own);
		group.give(1, 2);
		await soon();
		stop.abort();
		const closed = open.close();
		executions.end(0);
		await soon();
		expect(group.written).toEqual(['ack 1']);
		await closed;
		expect([executions.begun, group.written]).toEqual([[[1]], ['ack 1', 'left']]);
		expect(await open.over).toBeUndefined();
	});

	it('waits no longer than it may', async () => {
		const { own, stop, ledger } = desk({ stopWait: 30 });
		const { group, session: open } = await session(own);
		group.give(1);
		await soon();
		stop.abort();
		await open.close();
		expect([group.written, ledger.inFlight.size]).toEqual([['left'], 1]);
	});

	it('does not wait for pauses between retries', async () => {
		const { own, executions, stop } = desk({ retryPause: 60_000, stopWait: 60_000 });
		const { group, session: open } = await session(own);
		group.give(1);
		await soon();
		executions.end(0, { kind: 'failed', reason: 'No' });
		await soon();
		stop.abort();
		await open.close();
		expect(group.written).toEqual(['left']);
	});
});

it('takes a write that fails for the end of the subscription', async () => {
	const { own, executions } = desk();
	const { group, session: open } = await session(own);
	group.onWrite = async () => await Promise.reject(new Error('broken'));
	group.give(1);
	await soon();
	executions.end(0);
	expect(await open.over).toEqual(new Error('broken'));
});

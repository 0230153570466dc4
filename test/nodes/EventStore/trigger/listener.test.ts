import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { Listener, type Session } from '../../../../nodes/EventStore/trigger/listener.ts';

class FakeSession implements Session {
	readonly over: Promise<unknown>;
	closed = 0;
	end: (reason: unknown) => void = () => undefined;

	constructor() {
		this.over = new Promise((resolve) => (this.end = resolve));
	}

	async close(): Promise<void> {
		this.closed++;
		this.end(undefined);
	}
}

function listening(connect: (count: number) => Promise<Session>) {
	const told: string[] = [];
	const pauses: number[] = [];
	let count = 0;
	const listener = new Listener({
		connect: async () => await connect(++count),
		isFinal: (reason) => reason instanceof RangeError,
		firstPause: 4,
		told: {
			listening: (again) => told.push(again ? 'again' : 'listening'),
			interrupted: (reason, pause) => {
				told.push((reason as Error).message);
				pauses.push(pause);
			},
			ended: (reason) => told.push(`ended: ${(reason as Error).message}`),
		},
	});
	return { listener, told, pauses, tries: () => count };
}

it('says that it listens when it is connected, and connects again when that is over', async () => {
	const sessions = [new FakeSession(), new FakeSession()];
	const { listener, told } = listening(async (count) => sessions[count - 1]!);
	await listener.start(false);
	expect(told).toEqual(['listening']);
	sessions[0]!.end(new Error('too slow'));
	await sleep(30);
	expect(told).toEqual(['listening', 'too slow', 'again']);
	await listener.stop();
	expect(sessions.map(({ closed }) => closed)).toEqual([0, 1]);
});

it('waits longer each time', async () => {
	const { listener, pauses } = listening(async (count) => (count < 6 ? await Promise.reject(new Error('gone')) : new FakeSession()));
	await listener.start(true);
	await sleep(150);
	expect(pauses).toHaveLength(5);
	pauses.forEach((pause, index) => {
		expect(pause).toBeGreaterThanOrEqual(2 * 2 ** index);
		expect(pause).toBeLessThanOrEqual(4 * 2 ** index);
	});
	await listener.stop();
});

it('fails at the start, unless it may wait and there is hope', async () => {
	const gone = listening(async () => await Promise.reject(new Error('gone')));
	await expect(gone.listener.start(false)).rejects.toThrow('gone');
	await sleep(20);
	expect(gone.tries()).toBe(1);
	const wrong = listening(async () => await Promise.reject(new RangeError('wrong')));
	await expect(wrong.listener.start(true)).rejects.toThrow('wrong');
});

it('gives up, and says so, when there is no sense in another try', async () => {
	const session = new FakeSession();
	const { listener, told, tries } = listening(async () => session);
	await listener.start(false);
	session.end(new RangeError('deleted for ever'));
	await sleep(20);
	expect([told, tries()]).toEqual([['listening', 'ended: deleted for ever'], 1]);
	await listener.stop();
});

it('stops while it pauses, and leaves no session open that came too late', async () => {
	const late = new FakeSession();
	let connected: (session: Session) => void = () => undefined;
	const first = new FakeSession();
	const { listener } = listening(async (count) => (count === 1 ? first : await new Promise<Session>((resolve) => (connected = resolve))));
	await listener.start(false);
	first.end(new Error('gone'));
	await sleep(20);
	const stopped = listener.stop();
	connected(late);
	await stopped;
	expect(late.closed).toBe(1);
});

it('stops when its session has taken leave, although what the session does goes on', async () => {
	const closed = jest.fn(async () => undefined);
	const { listener } = listening(async () => ({ over: new Promise(() => undefined), close: closed }));
	await listener.start(false);
	await listener.stop();
	expect(closed).toHaveBeenCalledTimes(1);
});

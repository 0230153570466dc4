import { jest } from '@jest/globals';
import { Delivery } from '../../../../stack/eventstore/persistent-subscriptions/delivery.ts';
import type { Message } from '../../../../stack/eventstore/persistent-subscriptions/message.ts';
import type { GroupSettings } from '../../../../stack/eventstore/persistent-subscriptions/settings.ts';
import { defaults, messageAt, Recorder } from './messages.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function started(changes: Partial<GroupSettings> = {}, messages: Message[] = [0, 1, 2].map((revision) => messageAt(revision))) {
	const done: number[] = [];
	const parked: [number, string][] = [];
	const delivery = new Delivery({ ...defaults, ...changes }, {
		done: ({ place }) => done.push(place),
		park: ({ place }, reason) => parked.push([place, reason]),
	});
	for (const message of messages) delivery.buffer.add(message);
	const connect = (slots?: number) => {
		const recorder = new Recorder(slots);
		const consumer = delivery.connect(recorder);
		delivery.push();
		return { recorder, consumer };
	};
	return { delivery, done, parked, connect, ids: messages.map(({ id }) => id) };
}

const retries = ({ sent }: Recorder) => sent.map(({ place, retryCount }) => [place, retryCount]);

it('sends as much as there is room for, and more when something is acknowledged', () => {
	const { delivery, done, connect, ids } = started();
	const { recorder, consumer } = connect(2);
	expect(recorder.revisions).toEqual([0, 1]);
	expect(delivery.inFlight).toBe(2);
	delivery.acknowledge(consumer, [ids[1]!]);
	expect(recorder.revisions).toEqual([0, 1, 2]);
	expect(done).toEqual([1]);
	expect(delivery.total).toBe(3);
});

it('passes over ids that are not in flight, at this consumer or at all', () => {
	const { delivery, done, parked, connect, ids } = started();
	const { consumer } = connect(3);
	const { consumer: other } = connect(3);
	delivery.acknowledge(other, ids);
	delivery.refuse(other, ids, 'park', '');
	delivery.acknowledge(consumer, ['unknown', ids[0]!, ids[0]!]);
	expect(done).toEqual([0]);
	expect(parked).toEqual([]);
	expect(delivery.inFlight).toBe(2);
});

it('acknowledges events of the same id one by one', () => {
	const one = messageAt(0);
	const { delivery, done, connect } = started({}, [one, { ...one, sequence: 1, place: 1 }]);
	const { consumer } = connect();
	delivery.acknowledge(consumer, [one.id]);
	expect(done).toEqual([0]);
	delivery.acknowledge(consumer, [one.id]);
	expect(done).toEqual([0, 1]);
});

it('skips, parks with the reason, and retries what is refused', () => {
	const { delivery, done, parked, connect, ids } = started();
	const { recorder, consumer } = connect();
	delivery.refuse(consumer, [ids[0]!], 'skip', 'why');
	delivery.refuse(consumer, [ids[1]!], 'park', 'why');
	delivery.refuse(consumer, [ids[2]!], 'retry', 'why');
	expect(done).toEqual([0]);
	expect(parked).toEqual([[1, 'why']]);
	expect(retries(recorder).at(-1)).toEqual([2, 1]);
});

it('parks what was retried as often as may be', () => {
	const { delivery, parked, connect, ids } = started({ maxRetryCount: 2 }, [messageAt(0)]);
	const { recorder, consumer } = connect();
	for (let n = 0; n < 3; n += 1) delivery.refuse(consumer, ids, 'retry', '');
	expect(retries(recorder)).toEqual([[0, 0], [0, 1], [0, 2]]);
	expect(parked).toEqual([[0, 'Reached retry count of 2']]);
	expect(delivery.inFlight).toBe(0);
});

it('sends again what is not answered in time, to the moment', async () => {
	const { delivery, connect } = started({ messageTimeout: 1_000 }, [messageAt(0)]);
	const { recorder, consumer } = connect();
	await jest.advanceTimersByTimeAsync(999);
	expect(recorder.sent).toHaveLength(1);
	await jest.advanceTimersByTimeAsync(1);
	expect(retries(recorder)).toEqual([[0, 0], [0, 1]]);
	delivery.acknowledge(consumer, recorder.sent.slice(0, 1).map(({ id }) => id));
	await jest.advanceTimersByTimeAsync(60_000);
	expect(recorder.sent).toHaveLength(2);
});

it('measures the time of each event', async () => {
	const { delivery, connect } = started({ messageTimeout: 1_000 }, [messageAt(0)]);
	const { recorder } = connect();
	await jest.advanceTimersByTimeAsync(600);
	delivery.buffer.add(messageAt(1));
	delivery.push();
	await jest.advanceTimersByTimeAsync(400);
	expect(recorder.revisions).toEqual([0, 1, 0]);
	await jest.advanceTimersByTimeAsync(600);
	expect(recorder.revisions).toEqual([0, 1, 0, 1]);
});

it.each([0, -1])('sends again about once a second with a time-out of %i', async (messageTimeout) => {
	const { connect } = started({ messageTimeout }, [messageAt(0)]);
	const { recorder } = connect();
	await jest.advanceTimersByTimeAsync(4_000);
	expect(retries(recorder)).toEqual([[0, 0], [0, 1], [0, 2], [0, 3], [0, 4]]);
});

it('gives what a consumer leaves behind to the others', () => {
	const { delivery, connect } = started();
	const { recorder: one, consumer } = connect(3);
	const { recorder: other } = connect(3);
	expect(one.revisions).toEqual([0, 1, 2]);
	delivery.disconnect(consumer);
	expect(retries(other)).toEqual([[0, 1], [1, 1], [2, 1]]);
	delivery.disconnect(consumer);
	expect(other.sent).toHaveLength(3);
});

it('keeps what a consumer leaves behind when there is no other', () => {
	const { delivery, connect } = started();
	const { consumer } = connect(2);
	delivery.disconnect(consumer);
	expect([delivery.buffer.retrySize, delivery.buffer.size]).toEqual([2, 1]);
	expect(connect().recorder.revisions).toEqual([0, 1, 2]);
});

it.each([[1, false], [2, true], [0, true], [-1, true]])('with %i consumers at most: one more may come is %s', (maxSubscriberCount, open) => {
	const { delivery, connect } = started({ maxSubscriberCount });
	connect();
	expect(delivery.open).toBe(open);
});

it('lets go of the consumers with an error', () => {
	const { delivery, connect } = started();
	const { recorder } = connect();
	const error = new Error('over');
	delivery.stop(error);
	expect(recorder.error).toBe(error);
	expect(delivery.consumers.size).toBe(0);
});

it('measures acknowledgements when it is to', async () => {
	const { delivery, connect, ids } = started({ extraStatistics: true });
	const { consumer } = connect();
	expect(consumer.latencies?.summary()).toEqual([]);
	await jest.advanceTimersByTimeAsync(10);
	delivery.acknowledge(consumer, ids.slice(0, 1));
	await jest.advanceTimersByTimeAsync(20);
	delivery.acknowledge(consumer, ids.slice(1));
	const summary = Object.fromEntries(consumer.latencies?.summary() ?? []);
	expect(summary).toMatchObject({ Mean: 23, Fastest: 10, Highest: 30, Median: 30, '99.9%': 30, 'Quintile 1': 10 });
});

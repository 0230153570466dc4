import { MessageBuffer } from '../../../../stack/eventstore/persistent-subscriptions/buffer.ts';
import { message } from '../../../../stack/eventstore/persistent-subscriptions/message.ts';
import { messageAt, record } from './messages.ts';

const taken = (buffer: MessageBuffer) => {
	const places: number[] = [];
	buffer.offer(({ place }) => {
		places.push(place);
		return 'taken';
	});
	return places;
};

it('gives what comes again before the rest, in order', () => {
	const buffer = new MessageBuffer();
	for (const place of [5, 6]) buffer.add(messageAt(place));
	for (const place of [3, 1, 2]) buffer.addAgain(messageAt(place));
	expect([buffer.size, buffer.retrySize]).toEqual([2, 3]);
	expect(taken(buffer)).toEqual([1, 2, 3, 5, 6]);
	expect([buffer.size, buffer.retrySize]).toEqual([0, 0]);
});

it('gives what is replayed behind what is retried', () => {
	const buffer = new MessageBuffer();
	const replayed = (place: number) => message({ event: record(place) }, undefined, place);
	buffer.addAgain(replayed(10));
	buffer.addAgain(replayed(11));
	buffer.addAgain(messageAt(4));
	buffer.add(messageAt(5));
	expect(taken(buffer)).toEqual([4, 10, 11, 5]);
});

it('keeps what is skipped in its place', () => {
	const buffer = new MessageBuffer();
	for (const place of [0, 1, 2, 3]) buffer.add(messageAt(place));
	buffer.offer(({ place }) => (place % 2 === 0 ? 'skipped' : 'taken'));
	expect(taken(buffer)).toEqual([0, 2]);
});

it('stops when the consumers are full', () => {
	const buffer = new MessageBuffer();
	buffer.addAgain(messageAt(0));
	for (const place of [1, 2]) buffer.add(messageAt(place));
	const offered: number[] = [];
	buffer.offer(({ place }) => {
		offered.push(place);
		return place === 0 ? 'taken' : 'full';
	});
	expect(offered).toEqual([0, 1]);
	expect(buffer.size).toBe(2);
});

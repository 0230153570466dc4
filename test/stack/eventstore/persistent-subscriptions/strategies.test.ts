import type { Consumer } from '../../../../stack/eventstore/persistent-subscriptions/consumer.ts';
import type { Message } from '../../../../stack/eventstore/persistent-subscriptions/message.ts';
import { message } from '../../../../stack/eventstore/persistent-subscriptions/message.ts';
import type { StrategyName } from '../../../../stack/eventstore/persistent-subscriptions/settings.ts';
import { correlationKey, streamKey } from '../../../../stack/eventstore/persistent-subscriptions/strategies/keys.ts';
import { createStrategy } from '../../../../stack/eventstore/persistent-subscriptions/strategies/strategies.ts';
import { consumer, messageAt, record } from './messages.ts';

/** Deals messages out; tells for each the number of the consumer, or why nobody got it. */
function deal(name: StrategyName, consumers: Consumer[], messages: Message[]): (number | string)[] {
	const strategy = createStrategy(name);
	for (const one of consumers) strategy.add(one);
	return messages.map((dealt) => {
		const chosen = strategy.choose(dealt);
		if (typeof chosen === 'string') return chosen;
		chosen.send(dealt);
		return consumers.indexOf(chosen);
	});
}

const ofStreams = (...streams: string[]) => streams.map((stream, index) => messageAt(index, { stream }));
const several = (count: number) => ofStreams(...Array.from({ length: count }, () => 'orders'));

it.each(['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'] as const)('%s has nobody without consumers', (name) => {
	expect(deal(name, [], several(1))).toEqual(['full']);
});

it('DispatchToSingle fills one after the other', () => {
	expect(deal('DispatchToSingle', [consumer(2), consumer(2)], several(5))).toEqual([0, 0, 1, 1, 'full']);
});

it('RoundRobin takes turns, and passes over who is full', () => {
	expect(deal('RoundRobin', [consumer(1), consumer(3)], several(5))).toEqual([0, 1, 1, 1, 'full']);
});

it('RoundRobin goes on when one leaves', () => {
	const strategy = createStrategy('RoundRobin');
	const [one, other] = [consumer(), consumer()];
	strategy.add(one);
	strategy.add(other);
	strategy.choose(messageAt(0));
	strategy.remove(other);
	expect(strategy.choose(messageAt(1))).toBe(one);
});

it('Pinned gives the streams evenly, and each to one', () => {
	const streams = ['a', 'b', 'c', 'd'];
	expect(deal('Pinned', [consumer(), consumer()], ofStreams(...streams, ...streams))).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
});

it('Pinned skips what its consumer has no room for', () => {
	expect(deal('Pinned', [consumer(1), consumer(9)], ofStreams('a', 'b', 'a', 'b'))).toEqual([0, 1, 'skip', 1]);
});

it('Pinned gives the streams of one who leaves to others, and shares with one who comes', () => {
	const strategy = createStrategy('Pinned');
	const [one, other] = [consumer(), consumer()];
	const messages = ofStreams('a', 'b', 'c', 'd');
	strategy.add(one);
	for (const each of messages) expect(strategy.choose(each)).toBe(one);
	strategy.add(other);
	expect(messages.map((each) => strategy.choose(each)).filter((chosen) => chosen === other)).toHaveLength(2);
	strategy.remove(one);
	for (const each of messages) expect(strategy.choose(each)).toBe(other);
});

describe('keys', () => {
	const link = (data: string) => record(0, { stream: 'links', type: '$>', data: Buffer.from(data) });

	it.each([
		['an event', messageAt(0), 'orders'],
		['a link that is not resolved', message({ event: link('3@source-1') }, 0, 0), 'source-1'],
		['a resolved link', message({ link: link('3@source-1'), event: record(3, { stream: 'source-1' }) }, 0, 0), 'source-1'],
		['a link that leads nowhere', message({ link: link('3@a@b') }, 0, 0), 'a@b'],
		['a link that cannot be read', message({ link: link('nonsense') }, 0, 0), 'links'],
	])('goes by the stream of %s', (_what, each, key) => {
		expect(streamKey(each)).toBe(key);
	});

	it.each([
		['its correlation', '{"$correlationId":"c"}', 'c'],
		['its stream without one', '{"other":1}', 'orders'],
		['its stream with one that is no text', '{"$correlationId":1}', 'orders'],
		['its stream with metadata that is no object', 'null', 'orders'],
		['its stream with metadata that is no JSON', '{', 'orders'],
	])('goes by %s', (_what, metadata, key) => {
		expect(correlationKey(messageAt(0, { metadata: Buffer.from(metadata) }))).toBe(key);
	});
});

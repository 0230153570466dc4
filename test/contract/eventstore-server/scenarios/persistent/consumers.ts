import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import { brief } from '../../replay/brief.ts';
import { scenario } from '../../replay/scenario.ts';
import { empty, streamIdentifier } from '../../replay/wire.ts';
import { link } from '../support/links.ts';
import { hold } from './support/consume.ts';
import type { Consuming } from './support/consume.ts';
import { Group } from './support/group.ts';
import { createWithStrategy } from './support/wire.ts';

const strategies = ['RoundRobin', 'DispatchToSingle', 'Pinned'] as const;

/** Streams of fixed names, as the strategy of the recordings goes by a hash of the name. */
const fixedSources = (count: number) => Array.from({ length: count }, (_, n) => `recorderpinned${n}`);

const smallestFirst = (...consumers: Consuming[]) => consumers.map(({ events }) => events.length).sort((one, other) => one - other);

const togetherAt = (consumers: Consuming[], count: number) => () => {
	return consumers.reduce((sum, { events }) => sum + events.length, 0) >= count;
};

export default [
	...strategies.flatMap((strategy) => [
		scenario(`${strategy} with two consumers`, async (run) => {
			const group = new Group(run);
			await group.made({ consumerStrategyName: strategy });
			const [one, other] = await group.two();
			for (let n = 0; n < 6; n += 1) {
				await run.prepare('append', () => run.append(group.source, run.event('t', { n })));
				await run.wait(togetherAt([one, other], n + 1), 4_000);
			}
			// Which of the two the stream's hash picks is not told.
			if (strategy === 'Pinned') run.note('all at one', smallestFirst(one, other));
			else {
				run.note('one', one.tell());
				run.note('other', other.tell());
			}
		}),

		scenario(`${strategy} with two consumers that do not acknowledge`, async (run) => {
			const group = new Group(run);
			await group.made({ consumerStrategyName: strategy });
			const [one, other] = await group.two(hold, { bufferSize: 3 });
			await run.prepare('append', () => run.append(group.source, run.events(10)));
			await run.pause(1_500);
			run.note('events', strategy === 'Pinned' ? smallestFirst(one, other) : { one: one.tell(), other: other.tell() });
		}),
	]),

	scenario('RoundRobin when a consumer leaves', async (run) => {
		const group = new Group(run);
		await group.made({ consumerStrategyName: 'RoundRobin' });
		const [one, other] = await group.two(hold);
		await run.prepare('append', () => run.append(group.source, run.events(4)));
		await run.wait(togetherAt([one, other], 4));
		await one.stop();
		await other.got(4, 3_000);
		await run.pause(500);
		run.note('one', one.events.map(brief));
		run.note('other', other.events.map(brief));
	}),

	scenario('Pinned: links of streams with fixed names', async (run) => {
		const group = new Group(run, run.name('links'));
		const sources = fixedSources(12);
		await run.prepare('prepare', async () => {
			for (const source of sources) await run.append(source, run.event('pinned', {}));
		});
		await group.made({ consumerStrategyName: 'Pinned', resolveLinkTos: true });
		const [one, other] = await group.two(undefined, { bufferSize: 100 });
		for (const source of [...sources, ...sources]) {
			await run.prepare('link', () => run.append(group.source, link(`0@${source}`)));
		}
		await run.wait(togetherAt([one, other], 24));
		const streams = ({ events }: Consuming) => events.map(({ event }) => event?.streamId);
		run.note('one', { streams: streams(one), error: one.error });
		run.note('other', { streams: streams(other), error: other.error });
		run.note('streams seen by both', sources.filter((source) => [one, other].every((consumer) => streams(consumer).includes(source))));
	}),

	scenario('Pinned: links that are not resolved', async (run) => {
		const group = new Group(run, run.name('links'));
		await group.made({ consumerStrategyName: 'Pinned', resolveLinkTos: false });
		const [one, other] = await group.two(undefined, { bufferSize: 100 });
		await run.prepare('link', () => run.append(group.source, fixedSources(6).map((source) => link(`0@${source}`))));
		await run.wait(togetherAt([one, other], 6));
		run.note('events', [one.events.length, other.events.length]);
	}),

	scenario('PinnedByCorrelation with fixed correlations', async (run) => {
		const group = new Group(run, 'recorderpinnedbycorrelation');
		group.removedAtTheEnd();
		const start = new persistentPb.CreateReq.StreamOptions()
			.setStreamIdentifier(streamIdentifier(group.source)).setEnd(empty());
		const create = () => createWithStrategy(run, group.name, start, 'PinnedByCorrelation');
		await run.must('create', create, (answer) => answer.toObject());
		const [one, other] = await group.two(undefined, { bufferSize: 100 });
		for (let round = 0; round < 2; round += 1) {
			for (let n = 0; n < 8; n += 1) {
				const event = run.event('t', { n }, { metadata: { $correlationId: `correlation${n}` } });
				await run.prepare('append', () => run.append(group.source, event));
			}
			await run.prepare('append', () => run.append(group.source, run.event('t', { none: true })));
		}
		await run.wait(togetherAt([one, other], 18));
		const told = ({ events }: Consuming) => events.map(({ event }) => {
			return (event?.metadata as { $correlationId?: string } | undefined)?.$correlationId ?? 'none';
		});
		run.note('one', { got: told(one), error: one.error });
		run.note('other', { got: told(other), error: other.error });
	}),

	scenario('more subscribers than allowed', async (run) => {
		const group = new Group(run);
		await group.made({ maxSubscriberCount: 1 });
		const one = group.consume();
		await one.confirmed();
		const other = group.consume();
		await other.confirmed(3_000);
		run.note('the second', other.tell());
		await one.stop();
		await run.wait(async () => (await group.info()).connections.length === 0, 2_000);
		const third = group.consume();
		await third.confirmed(3_000);
		run.note('after the first has left', third.tell());
	}),
];

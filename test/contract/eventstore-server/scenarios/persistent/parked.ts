import { brief } from '../../replay/brief.ts';
import type { Run } from '../../replay/run.ts';
import { scenario } from '../../replay/scenario.ts';
import type { Consuming } from './support/consume.ts';
import { Group, noteSoon } from './support/group.ts';

/** A consumer that has parked the four events of its group; once it is content, it acknowledges what comes again. */
async function parkFour(run: Run, group: Group): Promise<{ consumer: Consuming; contented: () => void }> {
	let content = false;
	await run.prepare('prepare', () => run.append(group.source, run.events(4)));
	await group.made(noteSoon);
	const consumer = group.consume(({ event }) => (event?.type === 't' && !content ? 'park' : 'ack'));
	await run.wait(async () => await parkedCount(group) >= 4);
	return {
		consumer,
		contented: () => {
			content = true;
		},
	};
}

async function parkedCount(group: Group): Promise<number> {
	try {
		return (await group.parked()).length;
	} catch {
		// Nothing is parked yet, so there is no stream.
		return 0;
	}
}

/** Up to where a replay goes, and how many events come then. */
const limits = {
	'all': { options: undefined, count: 4 },
	'stopping at 2': { options: { stopAt: 2 }, count: 2 },
	'stopping at 0': { options: { stopAt: 0 }, count: 0 },
	'stopping at 100': { options: { stopAt: 100n }, count: 4 },
};

export default [
	scenario('parked events as they are kept', async (run) => {
		const group = new Group(run);
		await parkFour(run, group);
		await run.call('not resolved', () => group.parked());
		await run.call('resolved', () => group.parked({ resolveLinkTos: true, maxCount: 1 }));
		await run.call('metadata of the stream', () => run.client.getStreamMetadata(group.parkedStream));
		await group.infoUntil('stats', ({ parkedMessageCount }) => parkedMessageCount === 4n);
	}),

	...Object.entries(limits).map(([what, { options, count }]) => scenario(`replay of the parked, ${what}`, async (run) => {
		const group = new Group(run);
		const { consumer, contented } = await parkFour(run, group);
		contented();
		const before = consumer.events.length;
		await run.call('replay', () => group.replay(options));
		await consumer.got(before + count, 5_000);
		await run.wait(async () => (await run.client.getStreamMetadata(group.parkedStream)).metadata !== undefined, count && 5_000);
		await run.pause(400);
		run.note('replayed', consumer.events.slice(before).map(brief));
		run.note('one whole', consumer.events[before]);
		await run.call('parked stream', () => group.parkedBrief());
		const metadata = () => run.client.getStreamMetadata(group.parkedStream);
		await run.call('metadata of the parked stream', metadata, (found) => found.metadata);
		await group.infoUntil('stats', ({ totalInFlightMessages, lastCheckpointedEventRevision }) => {
			return totalInFlightMessages === 0 && lastCheckpointedEventRevision === 3n;
		});
		await run.call('replay again', () => group.replay());
		await consumer.got(before + 4, count === 4 ? 0 : 1_000);
		await run.pause(1_000);
		run.note('replayed in all', consumer.events.slice(before).map(brief));
	})),

	scenario('replayed events that are refused again', async (run) => {
		const group = new Group(run);
		const { consumer } = await parkFour(run, group);
		const before = consumer.events.length;
		await run.call('replay', () => group.replay());
		await consumer.got(before + 4);
		await run.wait(async () => (await group.parkedBrief())[0]?.includes('#4'));
		await run.pause(400);
		run.note('replayed', consumer.events.slice(before).map(brief));
		await run.call('parked stream', () => group.parkedBrief());
		await run.call('stats', () => group.info(), ({ stats }) => stats.parkedMessageCount);
	}),

	scenario('replay without a consumer, then new events', async (run) => {
		const group = new Group(run);
		const { consumer } = await parkFour(run, group);
		await consumer.stop();
		await run.pause(300);
		await run.call('replay', () => group.replay());
		await run.prepare('append', () => run.append(group.source, run.events(2, 'new')));
		await run.pause(700);
		const next = group.consume();
		await next.got(6);
		await run.pause(300);
		run.note('events', next.tell());
	}),

	scenario('replay with nothing parked', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.event()));
		await group.made();
		const consumer = group.consume();
		await consumer.got(1);
		await run.call('replay', () => group.replay());
		await run.pause(500);
		run.note('events', consumer.tell());
		await run.call('parked stream', () => group.parkedBrief());
	}),

	scenario('a parked event whose stream is gone', async (run) => {
		const group = new Group(run);
		const { consumer, contented } = await parkFour(run, group);
		contented();
		const before = consumer.events.length;
		await run.prepare('truncate', () => run.client.setStreamMetadata(group.source, { truncateBefore: 2 }));
		await run.call('replay', () => group.replay());
		await consumer.got(before + 2, 5_000);
		await run.wait(async () => await parkedCount(group) === 0, 1_000);
		await run.pause(400);
		run.note('replayed', consumer.events.slice(before).map(brief));
		await run.call('parked stream', () => group.parkedBrief());
		run.note('error', consumer.error);
	}),
];

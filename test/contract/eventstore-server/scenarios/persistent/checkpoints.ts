import { scenario } from '../../replay/scenario.ts';
import { hold } from './support/consume.ts';
import { Group, noteSoon } from './support/group.ts';

/** Bounds, how many events are acknowledged, and whether a checkpoint is to come of it. */
const bounds = {
	'lower bound 1': { changes: { checkPointLowerBound: 1, checkPointAfter: 500 }, count: 5, comes: true },
	'lower bound 10, fewer acknowledged': { changes: { checkPointLowerBound: 10, checkPointAfter: 500 }, count: 5, comes: false },
	'lower bound 10, more acknowledged': { changes: { checkPointLowerBound: 10, checkPointAfter: 500 }, count: 15, comes: true },
	'upper bound 5, a long time': {
		changes: { checkPointLowerBound: 3, checkPointUpperBound: 5, checkPointAfter: 60_000 }, count: 12, comes: true,
	},
};

export default [
	...Object.entries(bounds).map(([what, { changes, count, comes }]) => scenario(`checkpoints: ${what}`, async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(count)));
		await group.made(changes);
		const consumer = group.consume(hold, { bufferSize: 100 });
		await consumer.got(count);
		for (const event of consumer.events) await consumer.subscription.ack(event);
		if (comes) await run.wait(() => group.hasCheckpoint());
		await run.pause(2_500);
		await run.call('last checkpoint', () => group.lastCheckpoint());
		const metadata = () => run.client.getStreamMetadata(group.checkpointStream);
		await run.call('metadata of the checkpoint stream', metadata, (found) => found.metadata);
		await run.call('stats', () => group.info(), ({ stats }) => stats);
		await consumer.stop();
		await run.pause(1_000);
		await run.call('after the consumer has left', () => group.lastCheckpointBrief());
	})),

	scenario('checkpoints: acknowledged out of order', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(6)));
		await group.made(noteSoon);
		const consumer = group.consume(hold);
		await consumer.got(6);
		const { subscription, events } = consumer;
		const last = () => group.lastCheckpointBrief();
		const came = async (revision: number) => (await last()).at(0)?.endsWith(`"${revision}"`);
		await run.prepare('acknowledge', () => subscription.ack(...events.slice(3)));
		await run.pause(1_500);
		await run.call('3, 4, 5 are acknowledged', last);
		await run.prepare('acknowledge', () => subscription.ack(...events.slice(0, 1)));
		await run.wait(() => came(0).catch(() => false));
		await run.call('and 0', last);
		await run.prepare('acknowledge', () => subscription.ack(...events.slice(1, 3)));
		await run.until('and 1 and 2', last, ([line]) => line?.endsWith('"5"'));
	}),

	scenario('a consumer that leaves without acknowledging', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(6)));
		await group.made(noteSoon);
		const consumer = group.consume((_, n) => (n < 2 ? 'ack' : undefined));
		await consumer.got(6);
		await run.wait(() => group.hasCheckpoint(1n));
		await consumer.stop();
		await run.wait(async () => (await group.info()).connections.length === 0, 2_000);
		await run.call('stats', () => group.info(), ({ stats }) => stats);
		const next = group.consume();
		await next.got(4);
		await run.pause(500);
		run.note('the next consumer', next.tell());
	}),
];

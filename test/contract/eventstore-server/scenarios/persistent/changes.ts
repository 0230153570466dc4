import type { PersistentSubscriptionToAllInfo, PersistentSubscriptionToStreamInfo } from '@eventstore/db-client';
import { aloneScenario, scenario } from '../../replay/scenario.ts';
import type { Run } from '../../replay/run.ts';
import { Group, noteSoon } from './support/group.ts';

/** What a consumer of a group that is missing is told. */
async function connectTo(run: Run, what: string, group: Group): Promise<void> {
	const consumer = group.consume();
	await consumer.confirmed(3_000);
	run.note(what, consumer.tell());
}

/** What a read of a stream gives, or the kind of its error. */
async function readOrType(run: Run, stream: string): Promise<string[] | string> {
	try {
		return await run.readBrief(stream);
	} catch (error) {
		return (error as { type: string }).type;
	}
}

export default [
	scenario('info, update, delete, replay and connect of what is missing', async (run) => {
		const group = new Group(run);
		await run.call('info', () => group.info());
		await run.call('update', () => group.update());
		await run.call('delete', () => group.remove());
		await run.call('replay', () => group.replay());
		await run.call('list of the stream', () => run.client.listPersistentSubscriptionsToStream(group.source));
		await connectTo(run, 'connect', group);
		const onAll = new Group(run, '$all');
		await run.call('info, $all', () => onAll.info());
		await run.call('update, $all', () => onAll.update());
		await run.call('delete, $all', () => onAll.remove());
		await run.call('replay, $all', () => onAll.replay());
		await connectTo(run, 'connect, $all', onAll);
	}),

	scenario('update', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(3)));
		await group.made();
		const consumer = group.consume();
		await consumer.got(3);
		await run.call('update', () => group.update({
			startFrom: 'end', messageTimeout: 20_000, maxRetryCount: 3, resolveLinkTos: true, maxSubscriberCount: 4,
			consumerStrategyName: 'Pinned', readBatchSize: 30, checkPointAfter: 3_000,
		}));
		await run.wait(() => consumer.error ?? consumer.ended, 3_000);
		run.note('the consumer', consumer.tell());
		await group.infoUntil('info', (_, { status }) => status === 'Live');
		const again = group.consume();
		await again.confirmed();
		await run.prepare('append', () => run.append(group.source, run.event('later')));
		await again.got(1);
		await run.pause(500);
		run.note('another consumer', again.tell());
	}),

	scenario('delete and create again', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(3)));
		await group.made({ checkPointLowerBound: 1, checkPointAfter: 200 });
		const consumer = group.consume((_, n) => (n === 0 ? 'park' : 'ack'));
		await consumer.got(3);
		await group.parkedUntil('parked', 1);
		await consumer.stop();
		await run.call('delete', () => group.remove());
		await run.call('delete again', () => group.remove());
		await run.call('info', () => group.info());
		const gone = (found: unknown) => !Array.isArray(found);
		await run.until('parked stream', () => readOrType(run, group.parkedStream), gone, undefined, 2_500);
		await run.until('checkpoint stream', () => readOrType(run, group.checkpointStream), gone, undefined, 2_500);
		await group.made();
		const again = group.consume();
		await again.got(3);
		await run.pause(300);
		run.note('events again', again.tell());
	}),

	scenario('lists', async (run) => {
		await new Group(run, run.name(), run.name('a')).made();
		await new Group(run, run.name(), run.name('b')).made();
		await new Group(run, run.name('other'), run.name('c')).made();
		await new Group(run, '$all', run.name('d')).made({ startFrom: 'end' });
		const own = (found: readonly (PersistentSubscriptionToStreamInfo | PersistentSubscriptionToAllInfo)[]) => {
			const groups = found.filter(({ groupName }) => groupName.includes(run.id));
			return groups.map(({ eventSource, groupName }) => `${eventSource} ${groupName}`).sort();
		};
		await run.call('of the stream', () => run.client.listPersistentSubscriptionsToStream(run.name()), own);
		await run.call('of $all', () => run.client.listPersistentSubscriptionsToAll(), own);
		await run.call('all', () => run.client.listAllPersistentSubscriptions(), own);
		await run.call('of a stream without any', () => run.client.listPersistentSubscriptionsToStream(run.name('none')));
	}),

	scenario('deleted while connected', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(2)));
		await group.made();
		const consumer = group.consume();
		await consumer.got(2);
		await run.call('delete', () => group.remove());
		await run.wait(() => consumer.error ?? consumer.ended, 5_000);
		run.note('the consumer', consumer.tell());
	}),

	aloneScenario('restart of the subsystem', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(3)));
		await group.made(noteSoon);
		const consumer = group.consume((_, n) => (n === 0 ? 'ack' : undefined));
		await consumer.got(3);
		await run.wait(() => group.hasCheckpoint());
		await run.call('restart', () => run.client.restartPersistentSubscriptionSubsystem());
		await run.wait(() => consumer.error ?? consumer.ended, 4_000);
		run.note('the consumer', consumer.tell());
		const live = ({ status }: { status: string }) => status === 'Live';
		await run.until('info', () => group.info(), live, ({ status, stats }) => {
			return { status, lastCheckpointed: (stats as { lastCheckpointedEventRevision?: bigint }).lastCheckpointedEventRevision };
		});
		const next = group.consume(() => undefined);
		await next.got(2, 5_000);
		run.note('the next consumer', next.tell());
	}),
];

import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type { PersistentSubscriptionToStreamSettings } from '@eventstore/db-client';
import { scenario } from '../../replay/scenario.ts';
import { empty, streamIdentifier } from '../../replay/wire.ts';
import { Group, streamSettings } from './support/group.ts';
import { createWithStrategy, infoRequest } from './support/wire.ts';

const single: Record<string, Partial<PersistentSubscriptionToStreamSettings>> = {
	'read batch larger than the buffer': { readBatchSize: 600, historyBufferSize: 500 },
	'read batch equal to the buffer': { readBatchSize: 500, historyBufferSize: 500 },
	'read batch 0': { readBatchSize: 0 },
	'history buffer 0': { historyBufferSize: 0 },
	'live buffer 0': { liveBufferSize: 0 },
	'live buffer below the read batch': { liveBufferSize: 5 },
	'retries -1': { maxRetryCount: -1 },
	'message timeout -1': { messageTimeout: -1 },
	'message timeout 0': { messageTimeout: 0 },
	'checkpoint lower bound above the upper': { checkPointLowerBound: 20, checkPointUpperBound: 10 },
	'checkpoint bounds 0': { checkPointLowerBound: 0, checkPointUpperBound: 0 },
	'checkpoint after 0': { checkPointAfter: 0 },
	'subscribers -1': { maxSubscriberCount: -1 },
};

export default [
	scenario('create with defaults, info', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(3)));
		await group.made({ startFrom: 'end' });
		await group.infoUntil('info', (_, { status }) => status === 'Live');
	}),

	scenario('create with every setting, info', async (run) => {
		const group = new Group(run);
		await group.made({
			startFrom: 3n, resolveLinkTos: true, extraStatistics: true, messageTimeout: 12_345, maxRetryCount: 7,
			checkPointAfter: 4_321, checkPointLowerBound: 3, checkPointUpperBound: 33, maxSubscriberCount: 5, liveBufferSize: 600,
			readBatchSize: 25, historyBufferSize: 700, consumerStrategyName: 'DispatchToSingle',
		});
		await group.infoUntil('info', (_, { status }) => status === 'Live');
		const request = infoRequest(group.name, (options) => options.setStreamIdentifier(streamIdentifier(group.source)));
		const ask = () => run.wire.unary(PersistentSubscriptionsService.getInfo, request);
		await run.call('info on the wire', ask, (answer) => answer.toObject());
	}),

	scenario('create twice, on streams of all kinds', async (run) => {
		const group = new Group(run, run.name('missing'));
		await group.made();
		await run.call('again', () => group.create());
		await run.call('again with other settings', () => group.create({ maxRetryCount: 3 }));
		const another = new Group(run, group.source, run.name('h'));
		another.removedAtTheEnd();
		await run.call('another group', () => another.create());
		await run.prepare('prepare', async () => {
			await run.append(run.name('gone'), run.events(2));
			await run.client.deleteStream(run.name('gone'));
			await run.append(run.name('dead'), run.events(2));
			await run.client.tombstoneStream(run.name('dead'));
		});
		const kinds = {
			'a soft-deleted stream': run.name('gone'),
			'a tombstoned stream': run.name('dead'),
			'a system stream': `$${run.name('system')}`,
			'a metadata stream': `$$${run.name('missing')}`,
		};
		for (const [what, stream] of Object.entries(kinds)) {
			const onStream = new Group(run, stream);
			onStream.removedAtTheEnd();
			await run.call(`create on ${what}`, () => onStream.create());
		}
	}),

	...Object.entries(single).map(([what, changes]) => scenario(`create with ${what}`, async (run) => {
		const group = new Group(run);
		group.removedAtTheEnd();
		await run.call('create', () => group.create(changes));
		await run.call('settings', () => group.info(), ({ settings }) => settings);
	})),

	scenario('names of groups', async (run) => {
		const name = run.name('g');
		const names = {
			'empty group': [run.name(), ''],
			'empty stream': ['', name],
			'space': [run.name(), `${name} x`],
			'colons': [run.name(), `a::${name}`],
			'slash': [run.name(), `a/${name}`],
			'unicode': [run.name(), `é日🙂${name}`],
			'colons in the stream': [`a::${run.name()}`, name],
			'$all as a stream': ['$all', name],
		} as const;
		for (const [what, [stream, group]] of Object.entries(names)) {
			run.cleanup(() => run.client.deletePersistentSubscriptionToStream(stream, group));
			await run.call(what, () => {
				return run.client.createPersistentSubscriptionToStream(stream, group, streamSettings());
			});
			const info = () => run.client.getPersistentSubscriptionToStreamInfo(stream, group);
			await run.call('info', info, ({ eventSource, groupName }) => ({ eventSource, groupName }));
		}
	}),

	scenario('strategies by name', async (run) => {
		for (const strategy of ['RoundRobin', 'DispatchToSingle', 'Pinned', 'PinnedByCorrelation', 'roundrobin', 'Nonsense', '']) {
			const group = new Group(run, run.name(), run.name(`g${strategy}`));
			group.removedAtTheEnd();
			const start = new persistentPb.CreateReq.StreamOptions()
				.setStreamIdentifier(streamIdentifier(group.source)).setStart(empty());
			await run.call(`create "${strategy}"`, () => createWithStrategy(run, group.name, start, strategy), (answer) => answer.toObject());
			await run.call('info', () => group.info(), ({ settings }) => settings.consumerStrategyName);
		}
	}),

	scenario('the stored configuration', async (run) => {
		await new Group(run).made({ startFrom: 2n });
		await run.until('entry', async () => {
			const options = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const;
			const [last] = await run.read('$persistentSubscriptionConfig', options);
			const data = last?.event?.data as { entries?: unknown[] };
			const own = data.entries?.filter((entry) => JSON.stringify(entry).includes(run.id));
			return { type: last?.event?.type, keys: Object.keys(data).sort(), own };
		}, ({ own }) => own?.length);
	}),
];

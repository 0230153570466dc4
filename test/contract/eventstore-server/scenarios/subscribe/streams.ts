import { WireSubscription } from '../../replay/read-wire.ts';
import { scenario } from '../../replay/scenario.ts';
import { missing } from '../support/stream-states.ts';
import type { MakeStream } from '../support/stream-states.ts';

/** Where a subscription to a stream of five events begins, and how many it gets when three more come. */
const beginnings = [['start', 8], ['end', 3], [0n, 7], [2n, 5], [4n, 3], [100n, 0]] as const;

const old: MakeStream = (run, stream) => run.append(stream, run.events(3, 'old'));

const states: Record<string, MakeStream> = {
	missing,
	'soft-deleted': async (run, stream) => {
		await old(run, stream);
		await run.client.deleteStream(stream);
	},
	tombstoned: async (run, stream) => {
		await old(run, stream);
		await run.client.tombstoneStream(stream);
	},
	'with metadata only': (run, stream) => run.client.setStreamMetadata(stream, { a: 1 }),
	'with $maxCount 1': async (run, stream) => {
		await old(run, stream);
		await run.client.setStreamMetadata(stream, { maxCount: 1 });
	},
	'with $tb 2': async (run, stream) => {
		await old(run, stream);
		await run.client.setStreamMetadata(stream, { truncateBefore: 2 });
	},
};

export default [
	...beginnings.flatMap(([from, expected]) => [
		scenario(`stream from ${from}, then live`, async (run) => {
			const stream = run.name();
			await run.prepare('prepare', () => run.append(stream, run.events(5, 'old')));
			const followed = run.follow(run.client.subscribeToStream(stream, { fromRevision: from }));
			await followed.confirmed();
			await run.pause(300);
			for (let n = 0; n < 3; n += 1) await run.prepare('append', () => run.append(stream, run.event('live', { n })));
			await followed.got(expected);
			await run.pause(400);
			run.note('client', { ...followed.tell(), caughtUp: followed.caughtUp, id: followed.subscription.id });
		}),

		scenario(`stream from ${from}, messages on the wire`, async (run) => {
			const stream = run.name();
			await run.prepare('prepare', () => run.append(stream, run.events(5, 'old')));
			const subscription = new WireSubscription(run, { stream, from });
			await subscription.caughtUp();
			const before = subscription.messages.length;
			await run.prepare('append', () => run.append(stream, run.events(2, 'live')));
			if (expected > 0) await subscription.got(before + 2, 2_000);
			await run.pause(300);
			run.note('wire', subscription.tell());
		}),
	]),

	...Object.entries(states).map(([state, make]) => scenario(`a stream ${state}`, async (run) => {
		for (const from of ['start', 'end', 1n] as const) {
			const stream = run.name(`s${from}_`);
			await run.prepare('prepare', () => make(run, stream));
			const subscription = new WireSubscription(run, { stream, from });
			await subscription.caughtUp();
			await run.call(
				'append', () => run.append(stream, run.events(2, 'live')), ({ nextExpectedRevision }) => nextExpectedRevision);
			await subscription.got(subscription.messages.length + 2, 400);
			await run.pause(200);
			run.note(`from ${from}`, subscription.tell());
			subscription.stream.cancel();
		}
	})),

	...(['deleteStream', 'tombstoneStream'] as const).map((method) => scenario(`${method} while subscribed`, async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(2)));
		const subscription = new WireSubscription(run, { stream });
		const followed = run.follow(run.client.subscribeToStream(stream));
		await subscription.caughtUp();
		await followed.got(2);
		await run.call('delete', () => run.client[method](stream), (answer) => Object.keys(answer));
		await run.pause(1000);
		await run.call(
			'append', () => run.append(stream, run.event('after')), ({ nextExpectedRevision }) => nextExpectedRevision);
		await run.pause(600);
		run.note('wire', subscription.tell());
		run.note('client', followed.tell());
	})),

	scenario('truncating while subscribed', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(3)));
		const subscription = new WireSubscription(run, { stream });
		await subscription.caughtUp();
		await run.prepare('truncate', () => run.client.setStreamMetadata(stream, { truncateBefore: 10 }));
		await run.prepare('append', () => run.append(stream, run.events(2, 'hidden')));
		await run.pause();
		run.note('wire', subscription.tell());
	}),

	scenario('metadata stream', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.client.setStreamMetadata(stream, { a: 1 }));
		const followed = run.follow(run.client.subscribeToStream(`$$${stream}`));
		await followed.got(1);
		await run.prepare('set', () => run.client.setStreamMetadata(stream, { a: 2 }));
		await run.prepare('append', () => run.append(stream, run.event()));
		await run.prepare('delete', () => run.client.deleteStream(stream));
		await followed.got(3);
		run.note('events', followed.tell());
	}),
];

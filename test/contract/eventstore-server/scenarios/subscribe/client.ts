import { brief } from '../../replay/brief.ts';
import { WireSubscription } from '../../replay/read-wire.ts';
import { scenario } from '../../replay/scenario.ts';
import { link } from '../support/links.ts';

export default [
	scenario('order of many live events', async (run) => {
		const stream = run.name();
		const followed = run.follow(run.client.subscribeToStream(stream));
		await followed.confirmed();
		await Promise.all(Array.from({ length: 20 }, (_, n) => run.append(stream, run.events(10, `t${n}`))));
		await followed.got(200);
		const ordered = followed.events.every(({ event }, n) => event?.revision === BigInt(n));
		run.note('in order', { count: followed.events.length, ordered, error: followed.error });
	}),

	scenario('many old events, then live ones at once', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(1200)));
		const followed = run.follow(run.client.subscribeToStream(stream));
		await run.prepare('append', () => run.append(stream, run.events(300)));
		await followed.got(1500);
		await run.pause(300);
		const ordered = followed.events.every(({ event }, n) => event?.revision === BigInt(n));
		run.note('in order', { count: followed.events.length, ordered, error: followed.error });
	}),

	...[true, false].map((resolveLinkTos) => scenario(`links ${resolveLinkTos ? 'resolved' : 'not resolved'}`, async (run) => {
		const [source, links, dead] = [run.name('source'), run.name('links'), run.name('dead')];
		await run.prepare('prepare', async () => {
			await run.append(source, run.events(3));
			await run.append(dead, run.event());
			await run.client.tombstoneStream(dead);
			await run.append(links, [link(`0@${source}`), link(`9@${source}`), link(`0@${dead}`)]);
		});
		const followed = run.follow(run.client.subscribeToStream(links, { resolveLinkTos }));
		await followed.got(3);
		await run.prepare('append', () => run.append(links, [link(`2@${source}`), link(`0@${run.name('missing')}`)]));
		await followed.got(5);
		run.note('events', followed.tell());
		run.note('one whole', followed.events[0]);
	})),

	scenario('unsubscribe', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(2)));
		const followed = run.follow(run.client.subscribeToStream(stream));
		await followed.got(2);
		await run.call('unsubscribe', () => followed.subscription.unsubscribe());
		await run.wait(() => followed.ended, 2_000);
		await run.prepare('append', () => run.append(stream, run.event('after')));
		await run.pause(400);
		run.note('events', followed.tell());
		await run.call('unsubscribe again', () => followed.subscription.unsubscribe());
	}),

	scenario('two subscriptions and one that leaves', async (run) => {
		const stream = run.name();
		const one = run.follow(run.client.subscribeToStream(stream));
		const two = run.follow(run.client.subscribeToStream(stream));
		await one.confirmed();
		await two.confirmed();
		await run.prepare('append', () => run.append(stream, run.event('a')));
		await one.got(1);
		await two.got(1);
		await one.stop();
		await run.pause(200);
		await run.prepare('append', () => run.append(stream, run.event('b')));
		await two.got(2);
		run.note('one', one.events.map(brief));
		run.note('two', two.events.map(brief));
	}),

	scenario('wrong credentials', async (run) => {
		for (const [what, user] of [['wrong password', 'admin:wrong'], ['no credentials', undefined]] as const) {
			const client = run.as(user);
			const stream = run.follow(client.subscribeToStream(run.name()));
			const all = run.follow(client.subscribeToAll({ fromPosition: 'end' }));
			await stream.confirmed(3_000);
			await all.confirmed(3_000);
			run.note(`${what}, stream`, stream.tell());
			run.note(`${what}, $all`, all.tell());
			await stream.stop();
			await all.stop();
		}
	}),

	scenario('the client sees the end of a subscription that lags', async (run) => {
		const stream = run.name();
		const subscription = new WireSubscription(run, { stream });
		await subscription.caughtUp();
		subscription.stream.pause();
		for (let n = 0; n < 4; n += 1) await run.prepare('append', () => run.append(stream, run.events(500)));
		await run.pause(800);
		subscription.stream.resume();
		const events = () => subscription.messages.filter((message) => message.hasEvent());
		await run.wait(() => events().length >= 2000 || subscription.stream.error);
		const revisions = events().map((message) => Number(message.getEvent()?.getEvent()?.getStreamRevision()));
		const ordered = revisions.every((revision, n) => revision === n);
		run.note('after the pause', { count: revisions.length, ordered, error: subscription.stream.error });
	}),
];

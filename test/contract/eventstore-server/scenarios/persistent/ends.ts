import { scenario } from '../../replay/scenario.ts';
import { link } from '../support/links.ts';
import { hold } from './support/consume.ts';
import { Group } from './support/group.ts';

export default [
	...(['deleteStream', 'tombstoneStream'] as const).map((method) => scenario(`${method} while connected`, async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(2)));
		await group.made();
		const consumer = group.consume();
		await consumer.got(2);
		await run.call('delete', () => run.client[method](group.source), (result) => Object.keys(result));
		await run.pause(1_000);
		await run.call('append', () => run.append(group.source, run.event('after')), (result) => result.nextExpectedRevision);
		await run.pause(1_000);
		run.note('the consumer', consumer.tell());
		await run.call('status', () => group.info(), ({ status }) => status);
	})),

	scenario('links, resolved and not', async (run) => {
		const [source, links] = [run.name('source'), run.name('links')];
		await run.prepare('prepare', async () => {
			await run.append(source, run.events(2));
			await run.append(run.name('dead'), run.event());
			await run.client.tombstoneStream(run.name('dead'));
			await run.append(links, [`0@${source}`, `9@${source}`, `0@${run.name('dead')}`, `1@${source}`].map((data) => link(data)));
		});
		for (const resolveLinkTos of [true, false]) {
			const group = new Group(run, links, run.name(`g${resolveLinkTos}`));
			await group.made({ resolveLinkTos });
			const consumer = group.consume((_, n) => (n === 3 ? 'park' : 'ack'));
			await consumer.got(4, 4_000);
			await group.parkedUntil('parked', 1);
			run.note(resolveLinkTos ? 'resolved' : 'not resolved', consumer.tell());
			run.note('one whole', consumer.events[0]);
			await run.call('parked, resolved', () => group.parkedBrief({ resolveLinkTos: true }));
		}
	}),

	scenario('access without credentials', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.event()));
		await group.made();
		for (const [what, user] of [['no credentials', undefined], ['wrong password', 'admin:wrong']] as const) {
			const client = run.as(user);
			const theirs = group.as(client);
			const another = new Group(run, group.source, run.name('h'));
			another.removedAtTheEnd();
			await run.call(`${what}: create`, () => another.as(client).create());
			await run.call(`${what}: info`, () => theirs.info(), ({ groupName }) => groupName);
			const list = () => client.listPersistentSubscriptionsToStream(group.source);
			await run.call(`${what}: list`, list, (found) => found.length);
			await run.call(`${what}: replay`, () => theirs.replay());
			await run.call(`${what}: update`, () => theirs.update());
			const consumer = theirs.consume(hold);
			await consumer.confirmed(3_000);
			run.note(`${what}: connect`, { confirmed: consumer.confirmations, error: consumer.error });
			await consumer.stop();
			await run.call(`${what}: delete`, () => another.as(client).remove());
		}
	}),
];

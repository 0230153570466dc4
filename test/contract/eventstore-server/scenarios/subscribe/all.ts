import { eventTypeFilter, excludeSystemEvents, streamNameFilter } from '@eventstore/db-client';
import type { Filter, ResolvedEvent } from '@eventstore/db-client';
import { brief } from '../../replay/brief.ts';
import { tellMessage, WireSubscription } from '../../replay/read-wire.ts';
import type { WireFilter } from '../../replay/read-wire.ts';
import type { Run } from '../../replay/run.ts';
import { scenario } from '../../replay/scenario.ts';
import { link } from '../support/links.ts';

/** The run's own among the events of a subscription to `$all`. */
function own(run: Run, { events }: { events: ResolvedEvent[] }): string[] {
	return events.filter(({ event, link: pointer }) => (pointer ?? event)?.streamId.includes(run.id)).map(brief);
}

const beyond = { commit: 2n ** 63n - 1n, prepare: 2n ** 63n - 1n };

export default [
	scenario('$all from a position', async (run) => {
		const { position } = await run.prepare('prepare', () => run.append(run.name(), run.event('first')));
		await run.prepare('prepare', () => run.append(run.name(), run.events(2, 'old')));
		const followed = run.follow(run.client.subscribeToAll({ fromPosition: position }));
		await run.wait(() => own(run, followed).length >= 2);
		await run.prepare('append', () => run.append(run.name(), run.event('live')));
		await run.wait(() => own(run, followed).length >= 3);
		run.note('own events', own(run, followed));
		const { confirmations, caughtUp, error, events } = followed;
		run.note('confirmed, caught up', { confirmed: confirmations, caughtUp, error });
		run.note('a whole event', events.find(({ event }) => event?.streamId.includes(run.id)));
	}),

	scenario('$all from start and from end', async (run) => {
		const start = run.follow(run.client.subscribeToAll());
		const end = run.follow(run.client.subscribeToAll({ fromPosition: 'end' }));
		await start.confirmed();
		await end.confirmed();
		await run.pause(500);
		await run.prepare('append', () => run.append(run.name(), run.events(2)));
		await run.wait(() => own(run, end).length >= 2);
		await run.wait(() => own(run, start).length >= 2);
		run.note('from end', { own: own(run, end), error: end.error });
		run.note('from start', { own: own(run, start), more: start.events.length > 2, error: start.error });
	}),

	scenario('$all from beyond the end', async (run) => {
		const followed = run.follow(run.client.subscribeToAll({ fromPosition: beyond }));
		await followed.confirmed(3_000);
		await run.prepare('append', () => run.append(run.name(), run.event()));
		await run.pause();
		run.note('own events', { own: own(run, followed), confirmed: followed.confirmations, error: followed.error });
	}),

	scenario('$all from a position between events', async (run) => {
		const { position } = await run.prepare('prepare', () => run.append(run.name(), run.event('first')));
		await run.prepare('prepare', () => run.append(run.name(), run.event('second')));
		const fromPosition = position && { commit: position.commit + 1n, prepare: position.prepare + 1n };
		const followed = run.follow(run.client.subscribeToAll({ fromPosition }));
		await run.wait(() => own(run, followed).length >= 1 || followed.error, 3_000);
		run.note('own events', { own: own(run, followed), confirmed: followed.confirmations, error: followed.error });
	}),

	scenario('$all filtered', async (run) => {
		const filters: Record<string, Filter> = {
			'stream prefixes': streamNameFilter({ prefixes: [run.name('a'), run.name('b')] }),
			'stream expression': streamNameFilter({ regex: `^[ab]${run.id}` }),
			'type prefixes': eventTypeFilter({ prefixes: [`one${run.id}`] }),
			'type expression': eventTypeFilter({ regex: `^(one|two)${run.id}$` }),
			'no system events': excludeSystemEvents(),
		};
		const types = ['one', 'two', '$three'];
		const write = async () => {
			for (const letter of 'abc') await run.append(run.name(letter), types.map((type) => run.event(`${type}${run.id}`)));
		};
		const { position } = await run.prepare('prepare', () => run.append(run.name('marker'), run.event('marker')));
		await run.prepare('prepare', write);
		const all = Object.entries(filters).map(([what, filter]) => {
			return [what, run.follow(run.client.subscribeToAll({ fromPosition: position, filter }))] as const;
		});
		for (const [, followed] of all) await followed.got(3);
		await run.prepare('live', write);
		await run.pause(800);
		for (const [what, followed] of all) run.note(what, { own: own(run, followed), error: followed.error });
	}),

	scenario('$all filtered, filters that are refused', async (run) => {
		const filters: Record<string, WireFilter> = {
			'malformed expression': { on: 'stream', regex: '(' },
			'no expression': { on: 'type' },
			'window 0': { on: 'stream', prefixes: ['x'], max: 0 },
			'multiplier 0': { on: 'stream', prefixes: ['x'], multiplier: 0 },
		};
		for (const [what, filter] of Object.entries(filters)) {
			const subscription = new WireSubscription(run, { from: 'end', filter });
			await subscription.got(1, 2_000);
			run.note(what, { first: subscription.messages.slice(0, 1).map(tellMessage), error: subscription.stream.error });
			subscription.stream.cancel();
		}
	}),

	scenario('$all filtered, links resolved', async (run) => {
		const type = `one${run.id}`;
		const { position } = await run.prepare('prepare', () => run.append(run.name('a'), run.event(type)));
		const subscribe = (filter: Filter) => {
			return run.follow(run.client.subscribeToAll({ fromPosition: position, resolveLinkTos: true, filter }));
		};
		const byType = subscribe(eventTypeFilter({ prefixes: [type] }));
		const byStream = subscribe(streamNameFilter({ prefixes: [run.name('links')] }));
		await byType.confirmed();
		await run.prepare('link', () => run.append(run.name('links'), link(`0@${run.name('a')}`)));
		await run.prepare('event', () => run.append(run.name('a'), run.event(type, { n: 2 })));
		await byType.got(1);
		await byStream.got(1);
		await run.pause(300);
		run.note('by type', byType.tell());
		run.note('by stream', byStream.tell());
	}),
];

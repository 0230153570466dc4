import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { eventTypeFilter, streamNameFilter } from '@eventstore/db-client';
import type { Filter, Position } from '@eventstore/db-client';
import { brief } from '../../replay/brief.ts';
import type { Run } from '../../replay/run.ts';
import { scenario } from '../../replay/scenario.ts';
import { empty } from '../../replay/wire.ts';
import { Group, noteSoon } from './support/group.ts';
import { infoRequest } from './support/wire.ts';

const ownStreams = (run: Run): Filter => streamNameFilter({ prefixes: [run.name()] });

const filters: Record<string, (run: Run) => Filter> = {
	'stream prefix': ownStreams,
	'stream expression': (run) => streamNameFilter({ regex: `^s${run.id}` }),
	'type prefix': (run) => eventTypeFilter({ prefixes: [`own${run.id}`] }),
	'type expression': (run) => eventTypeFilter({ regex: `^own${run.id}$` }),
};

/** The position of an event that is written for it. */
async function marked(run: Run, stream: string, type: string): Promise<Position> {
	const { position } = await run.prepare('prepare', () => run.append(stream, run.event(type)));
	if (position === undefined) throw new TypeError('An append that writes has a position.');
	return position;
}

export default [
	scenario('$all: create, duplicates, info', async (run) => {
		const group = new Group(run, '$all');
		await group.made({ startFrom: 'end' }, ownStreams(run));
		await run.call('again', () => group.create({ startFrom: 'end' }));
		await group.infoUntil('info', (_, { status }) => status === 'Live');
		const request = infoRequest(group.name, (options) => options.setAll(empty()));
		const ask = () => run.wire.unary(PersistentSubscriptionsService.getInfo, request);
		await run.call('info on the wire', ask, (answer) => {
			const { startFrom, eventSource, groupName, status } = answer.getSubscriptionInfo()?.toObject() ?? {};
			return { startFrom, eventSource, groupName, status };
		});
		await run.call('update', () => group.update({ startFrom: 'start', maxRetryCount: 2 }));
		await group.infoUntil('info after the update', (_, { settings }) => settings.maxRetryCount === 2);
		await run.call('delete', () => group.remove());
		await run.call('delete again', () => group.remove());
	}),

	...Object.entries(filters).map(([what, filter]) => scenario(`$all filtered by ${what}`, async (run) => {
		const group = new Group(run, '$all');
		const onType = what.startsWith('type');
		const startFrom = await marked(run, run.name('marker'), 'marker');
		const write = () => run.append(run.name(), [run.event(`own${run.id}`), run.event('other')]);
		await run.prepare('prepare', write);
		await group.made({ startFrom, ...noteSoon }, filter(run));
		const consumer = group.consume();
		await consumer.got(onType ? 1 : 2);
		await run.prepare('live', write);
		await consumer.got(onType ? 2 : 4);
		await run.wait(() => group.hasCheckpoint(), 1_500);
		run.note('events', consumer.tell());
		run.note('one whole', consumer.events[0]);
		await group.infoUntil('settings', () => true);
	})),

	scenario('$all: parked, replayed, checkpointed', async (run) => {
		const group = new Group(run, '$all');
		const startFrom = await marked(run, run.name('marker'), 'marker');
		for (let n = 0; n < 3; n += 1) await run.prepare('prepare', () => run.append(run.name(), run.event('t', { n })));
		await group.made({ startFrom, ...noteSoon }, ownStreams(run));
		let replaying = false;
		const consumer = group.consume(() => (replaying ? 'ack' : 'park'));
		await group.parkedUntil('parked', 3);
		await run.call('parked, whole', () => group.parked());
		replaying = true;
		await run.call('replay', () => group.replay());
		await consumer.got(6);
		run.note('events', consumer.tell());
		await run.until('a checkpoint', () => group.lastCheckpoint(), ([found]) => found, ([found]) => {
			const data = found?.event?.data;
			return { type: found?.event?.type, kind: typeof data === 'string' ? data.replaceAll(/\d+/g, 'n') : data };
		});
	}),

	scenario('$all: start from end, from start, from a position', async (run) => {
		const before = await marked(run, run.name(), 'before');
		await run.prepare('prepare', () => run.append(run.name(), run.event('between')));
		const beyond = 9_223_372_036_854_775_807n;
		const starts = {
			'end': 'end',
			'start': 'start',
			'position': before,
			'beyond': { commit: beyond, prepare: beyond },
			'no event': { commit: before.commit + 1n, prepare: before.prepare + 1n },
		} as const;
		for (const [what, startFrom] of Object.entries(starts)) {
			const group = new Group(run, '$all', run.name(what.replaceAll(' ', '')));
			group.removedAtTheEnd();
			let created = false;
			await run.call(`create from ${what}`, async () => {
				await group.create({ startFrom }, ownStreams(run));
				created = true;
			});
			if (!created) continue;
			const consumer = group.consume();
			await consumer.confirmed(3_000);
			await run.pause(500);
			await run.prepare('append', () => run.append(run.name(), run.event('live', { what })));
			await run.wait(() => consumer.error ?? consumer.events.some(({ event }) => {
				return event?.type === 'live' && (event.data as { what: string }).what === what;
			}), 3_000);
			run.note(`from ${what}`, { events: consumer.events.map(brief), error: consumer.error });
			await consumer.stop();
		}
	}),

	scenario('$all without a filter', async (run) => {
		const group = new Group(run, '$all');
		await group.made({ startFrom: 'end' });
		const consumer = group.consume();
		await consumer.confirmed();
		await run.prepare('append', () => run.append(run.name(), run.events(3)));
		const own = () => consumer.events.filter(({ event }) => event?.streamId === run.name());
		await run.wait(() => own().length >= 3);
		run.note('own events', { events: own().map(brief), error: consumer.error });
	}),
];

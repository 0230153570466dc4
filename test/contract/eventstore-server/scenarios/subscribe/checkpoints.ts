import { eventTypeFilter, streamNameFilter } from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { brief } from '../../replay/brief.ts';
import { tellMessage, WireSubscription } from '../../replay/read-wire.ts';
import type { Run } from '../../replay/run.ts';
import { aloneScenario } from '../../replay/scenario.ts';

/** An event by its place in the log. */
interface Placed {
	revision: bigint;
	position: Position;
}

async function placed(run: Run, stream: string): Promise<Placed[]> {
	return (await run.read(stream)).flatMap(({ event }) => {
		return event?.position === undefined ? [] : [{ revision: event.revision, position: event.position }];
	});
}

/** Where a checkpoint lies among events: `#3` is at the event with revision 3, `after #3` between it and the next. */
function locate({ commit, prepare }: Position, events: readonly Placed[]): string {
	const exact = events.find(({ position }) => position.commit === commit && position.prepare === prepare);
	if (exact !== undefined) return `#${exact.revision}`;
	const before = events.filter(({ position }) => {
		return position.commit < commit || (position.commit === commit && position.prepare <= prepare);
	});
	if (before.length === events.length) return 'after all';
	return before.length === 0 ? 'before all' : `after #${before.at(-1)?.revision}`;
}

function checkpointOf(message: ReadResp): Position | undefined {
	const checkpoint = message.getCheckpoint();
	return checkpoint && { commit: BigInt(checkpoint.getCommitPosition()), prepare: BigInt(checkpoint.getPreparePosition()) };
}

function tellPlace(message: ReadResp, events: readonly Placed[]): unknown {
	const checkpoint = checkpointOf(message);
	if (checkpoint !== undefined) return `checkpoint ${locate(checkpoint, events)}`;
	const event = message.getEvent()?.getEvent();
	return event === undefined ? tellMessage(message) : `event #${event.getStreamRevision()}`;
}

/** Appends events nobody looks for, with one or more at the end that the filter lets through; gives the place of the first. */
async function writeHits(run: Run, fillers: number, ...more: string[]): Promise<Placed> {
	const hits = [`hit${run.id}`, ...more].map((type) => run.event(type));
	await run.prepare('prepare', () => run.append(run.name(), [...run.events(fillers, 'filler'), ...hits]));
	const [first] = await placed(run, run.name());
	if (first === undefined) throw new Error('There is no event.');
	return first;
}

export default [
	...[undefined, 1, 5, 50].flatMap((max) => [1, 2, 5].map((multiplier) => {
		const name = `checkpoints of $all, window ${max ?? 'by default'}, multiplier ${multiplier}`;
		return aloneScenario(name, async (run) => {
			const stream = run.name();
			const first = await writeHits(run, 200);
			const filter = { on: 'type' as const, prefixes: [`hit${run.id}`], max, multiplier };
			const subscription = new WireSubscription(run, { from: first.position, filter });
			await subscription.caughtUp();
			await run.pause(200);
			const old = subscription.messages.length;
			const live = () => subscription.messages.slice(old);
			await run.prepare('live', () => run.append(stream, [...run.events(200, 'filler'), run.event(`hit${run.id}`)]));
			await run.wait(() => live().some((message) => message.hasEvent()), 3_000);
			await run.pause(300);
			const events = await placed(run, stream);
			const tell = (message: ReadResp) => tellPlace(message, events);
			const hit = live().findIndex((message) => message.hasEvent());
			run.note('catching up', subscription.messages.slice(0, old).map(tell));
			run.note('live, until the event', live().slice(0, hit + 1).map(tell));
			run.note('error', subscription.stream.error);
		});
	})),

	aloneScenario('checkpoints reach the client', async (run) => {
		const first = await writeHits(run, 100);
		const reached: Position[] = [];
		const filter = eventTypeFilter({
			prefixes: [`hit${run.id}`],
			maxSearchWindow: 10,
			checkpointInterval: 1,
			checkpointReached: (_subscription, position) => {
				reached.push(position);
			},
		});
		const followed = run.follow(run.client.subscribeToAll({ fromPosition: first.position, filter }));
		await followed.got(1);
		const events = await placed(run, run.name());
		run.note('before the event', reached.map((position) => locate(position, events)).filter((place) => place !== 'after all'));
		run.note('events', followed.tell());
	}),

	aloneScenario('resuming from a checkpoint', async (run) => {
		const stream = run.name();
		const type = `hit${run.id}`;
		const first = await writeHits(run, 35, 'last');
		const events = await placed(run, stream);
		const subscription = new WireSubscription(run, {
			from: first.position, filter: { on: 'type', prefixes: [type], max: 10, multiplier: 1 },
		});
		await subscription.caughtUp();
		await run.pause(200);
		const checkpoints = subscription.messages.flatMap((message) => checkpointOf(message) ?? []);
		run.note('checkpoints', checkpoints.map((checkpoint) => locate(checkpoint, events)));
		for (const fromPosition of checkpoints.slice(0, 2)) {
			const place = locate(fromPosition, events);
			const hit = run.follow(run.client.subscribeToAll({ fromPosition, filter: eventTypeFilter({ prefixes: [type] }) }));
			await hit.got(1, 3_000);
			run.note(`${place}: filtered`, hit.tell());
			const all = run.follow(run.client.subscribeToAll({ fromPosition, filter: streamNameFilter({ prefixes: [stream] }) }));
			await all.got(2, 3_000);
			await run.pause(200);
			const told = [...all.events.slice(0, 1).map(brief), all.events.length];
			run.note(`${place}: the stream, first and number`, { ...all.tell(), events: told });
			await run.call(`${place}: read $all from it`, () => run.readBrief('$all', { fromPosition, maxCount: 2 }));
		}
	}),

	aloneScenario('checkpoints when everything matches', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(40, `hit${run.id}`)));
		const [first] = await placed(run, stream);
		const subscription = new WireSubscription(run, {
			from: first?.position, filter: { on: 'type', prefixes: [`hit${run.id}`], max: 10, multiplier: 1 },
		});
		await subscription.caughtUp();
		await run.pause(200);
		const events = await placed(run, stream);
		run.note('wire', subscription.messages.map((message) => tellPlace(message, events)));
	}),
];

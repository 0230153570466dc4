import type { PersistentAction } from '@eventstore/db-client';
import { brief } from '../../replay/brief.ts';
import { scenario } from '../../replay/scenario.ts';
import { hold } from './support/consume.ts';
import { Group, noteSoon } from './support/group.ts';

const actions: PersistentAction[] = ['park', 'retry', 'skip', 'stop'];

export default [
	scenario('acknowledge everything; info before, during and after', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(5)));
		await group.made({ ...noteSoon, extraStatistics: true });
		const held = group.consume(hold, { bufferSize: 3 });
		await held.got(3);
		await run.pause(500);
		run.note('events without acknowledgement, buffer 3', held.tell());
		await group.infoUntil('info with three in flight', ({ totalInFlightMessages }) => totalInFlightMessages === 3);
		await run.call('acknowledge', () => held.subscription.ack(...held.events.slice(0, 3)));
		await held.got(5);
		await run.call('acknowledge the rest', () => held.subscription.ack(...held.events.slice(3)));
		await group.infoUntil('info after', ({ totalInFlightMessages, lastCheckpointedEventRevision }) => {
			return totalInFlightMessages === 0 && lastCheckpointedEventRevision === 4n;
		});
		await held.stop();
		await group.infoUntil('info without consumers', (_, { connections }) => connections.length === 0);
		run.note('one event whole', held.events[0]);
	}),

	...actions.map((action) => scenario(`not acknowledged: ${action}`, async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(4)));
		await group.made(noteSoon);
		let refused = false;
		const consumer = group.consume(({ event }) => {
			if (event?.revision !== 1n || refused) return 'ack';
			refused = true;
			return action;
		});
		await consumer.got(action === 'retry' ? 5 : 4);
		await run.pause(1_000);
		run.note('events', consumer.tell());
		await group.infoUntil('stats', ({ lastCheckpointedEventRevision }) => lastCheckpointedEventRevision === 3n);
		await run.call('parked', () => group.parkedBrief());
		await consumer.stop();
		const next = group.consume();
		await next.confirmed();
		await run.pause(500);
		run.note('the next consumer', next.tell());
	})),

	scenario('retried until it is parked', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(3)));
		await group.made({ ...noteSoon, maxRetryCount: 3 });
		const consumer = group.consume(({ event }) => (event?.revision === 1n ? 'retry' : 'ack'));
		await group.parkedUntil('parked', 1);
		await run.pause(300);
		const [refused, others] = [true, false].map((wanted) => {
			return consumer.events.filter(({ event }) => (event?.revision === 1n) === wanted);
		});
		run.note('deliveries', refused?.map(({ retryCount }) => retryCount));
		run.note('others', others?.map(brief));
		await run.call('parked, whole', () => group.parked());
	}),

	scenario('retries 0 and a retry', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(2)));
		await group.made({ maxRetryCount: 0 });
		const consumer = group.consume(() => 'retry');
		await group.parkedUntil('parked', 2);
		run.note('events', consumer.tell());
	}),

	scenario('nothing acknowledged in time', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.event()));
		await group.made({ messageTimeout: 1_000, maxRetryCount: 2 });
		const consumer = group.consume(hold);
		await group.parkedUntil('parked', 1);
		run.note('deliveries', consumer.events.map(brief));
		await run.call('parked, whole', () => group.parked());
		await run.call('acknowledged too late', () => consumer.subscription.ack(...consumer.events.slice(0, 1)));
		await run.pause(500);
		run.note('error', consumer.error);
	}),

	scenario('no time-out with 0', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.event()));
		await group.made({ messageTimeout: 0 });
		const consumer = group.consume(hold);
		// Once a second, as often as the vendor's looks for what has timed out; a busy machine takes longer.
		await consumer.got(5);
		run.note('deliveries', consumer.events.slice(0, 5).map(brief));
	}),

	scenario('acknowledging what is unknown', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(2)));
		await group.made(noteSoon);
		const consumer = group.consume(hold);
		await consumer.got(2);
		const { subscription, events: [one, other] } = consumer;
		if (one?.event === undefined || other === undefined) throw new TypeError('Two events were to come.');
		const unknown = () => ({ event: { ...one.event!, id: run.uuid() } });
		await run.call('unknown', () => subscription.ack(unknown()));
		await run.call('refuse unknown', () => subscription.nack('park', 'x', unknown()));
		await run.call('acknowledge twice', async () => {
			await subscription.ack(one, other);
			await subscription.ack(one, other);
		});
		await run.call('refuse the acknowledged', () => subscription.nack('park', 'x', one, other));
		await run.pause(800);
		run.note('events', consumer.tell());
		await group.infoUntil('stats', ({ lastCheckpointedEventRevision }) => lastCheckpointedEventRevision === 1n);
		await run.call('parked', () => group.parkedBrief());
	}),

	scenario('many acknowledged at once', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(50)));
		await group.made({ checkPointAfter: 300 });
		const consumer = group.consume(hold, { bufferSize: 100 });
		await consumer.got(50);
		await run.call('acknowledge', () => consumer.subscription.ack(...consumer.events));
		await group.infoUntil('stats', ({ totalInFlightMessages, lastCheckpointedEventRevision }) => {
			return totalInFlightMessages === 0 && lastCheckpointedEventRevision !== undefined;
		});
	}),

	scenario('more events than the buffers hold', async (run) => {
		const group = new Group(run);
		await run.prepare('prepare', () => run.append(group.source, run.events(300)));
		await group.made({ liveBufferSize: 20, readBatchSize: 10, historyBufferSize: 20 });
		const consumer = group.consume();
		await consumer.confirmed();
		await run.prepare('append', () => run.append(group.source, run.events(200, 'live')));
		await consumer.got(500);
		await run.pause(500);
		const { events, error } = consumer;
		run.note('events', {
			count: events.length,
			ordered: events.every(({ event }, n) => event?.revision === BigInt(n)),
			retried: events.filter(({ retryCount }) => retryCount > 0).length,
			error,
		});
	}),
];

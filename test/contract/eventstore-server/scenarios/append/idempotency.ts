import type { EventData } from '@eventstore/db-client';
import { bothWays } from './support/ways.ts';

/** Which events are sent, of two that the stream has and one that it has not. */
const selections: Record<string, (known: [EventData, EventData], fresh: EventData) => EventData[]> = {
	'known then new': ([, second], fresh) => [second, fresh],
	'all known then new': (known, fresh) => [...known, fresh],
	'new then known': ([first], fresh) => [fresh, first],
	'known in another order': ([first, second]) => [second, first],
	'second only': ([, second]) => [second],
	'first only': ([first]) => [first],
};

export default [
	...bothWays((way) => `${way}: the same events again`, async (run, options) => {
		for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n, 2n] as const) {
			const stream = run.name(`s${expectedRevision}_`);
			const events = run.events(2, 'first');
			await run.prepare('prepare', () => run.append(stream, events));
			await run.call(
				`again, expecting ${expectedRevision}`, () => run.append(stream, events, { expectedRevision, ...options }));
			await run.call('read', () => run.readBrief(stream));
		}
	}),

	...bothWays((way) => `${way}: the same events again after others`, async (run, options) => {
		for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n, 3n] as const) {
			const stream = run.name(`s${expectedRevision}_`);
			const events = run.events(2, 'first');
			await run.prepare('prepare', async () => {
				await run.append(stream, events);
				await run.append(stream, run.events(2, 'second'));
			});
			await run.call(
				`again, expecting ${expectedRevision}`, () => run.append(stream, events, { expectedRevision, ...options }));
			await run.call('read', () => run.readBrief(stream));
		}
	}),

	...bothWays((way) => `${way}: a part of the events again`, async (run, options) => {
		for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n] as const) {
			for (const [what, select] of Object.entries(selections)) {
				const stream = run.name(`s${expectedRevision}_${what.replaceAll(' ', '_')}_`);
				const known: [EventData, EventData] = [run.event('known', { n: 0 }), run.event('known', { n: 1 })];
				await run.prepare('prepare', () => run.append(stream, known));
				await run.call(
					`${what}, expecting ${expectedRevision}`,
					() => run.append(stream, select(known, run.event('new')), { expectedRevision, ...options }),
					({ nextExpectedRevision }) => nextExpectedRevision,
				);
				await run.call('read', () => run.readBrief(stream));
			}
		}
	}),

	...bothWays((way) => `${way}: the same events to another stream`, async (run, options) => {
		const events = run.events(2);
		await run.call('first stream', () => run.append(run.name('a'), events, options));
		await run.call('second stream', () => run.append(run.name('b'), events, options));
		await run.call('second stream again', () => run.append(run.name('b'), events, options));
		await run.call('read', () => run.readBrief(run.name('b')));
	}),

	...bothWays((way) => `${way}: the same events after a soft delete`, async (run, options) => {
		for (const expectedRevision of ['any', 'no_stream', 1n] as const) {
			const stream = run.name(`s${expectedRevision}_`);
			const events = run.events(2);
			await run.prepare('prepare', () => run.append(stream, events));
			await run.prepare('delete', () => run.client.deleteStream(stream));
			await run.call(
				`again, expecting ${expectedRevision}`, () => run.append(stream, events, { expectedRevision, ...options }));
			await run.call('read', () => run.readBrief(stream));
		}
	}),

	...bothWays((way) => `${way}: the same id twice in one append`, async (run, options) => {
		const event = run.event();
		await run.call('append', () => run.append(run.name(), [event, event], options));
		await run.call('read', () => run.readBrief(run.name()));
		await run.call('append again', () => run.append(run.name(), [event, event], options));
		await run.call('append one', () => run.append(run.name(), [event], options));
		await run.call('read after', () => run.readBrief(run.name()));
	}),

	...bothWays((way) => `${way}: the same id with other content`, async (run, options) => {
		const event = run.event('first', { a: 1 });
		await run.call('append', () => run.append(run.name(), event, options));
		await run.call('append other content', () => {
			return run.append(run.name(), run.event('second', { a: 2 }, { id: event.id }), options);
		});
		await run.call('read', () => run.readBrief(run.name()));
	}),
];

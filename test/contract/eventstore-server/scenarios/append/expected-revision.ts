import { scenario } from '../../replay/scenario.ts';
import { missing, softDeleted, tombstoned, withMetadataOnly, withTwoEvents } from '../support/stream-states.ts';
import type { MakeStream } from '../support/stream-states.ts';
import { bothWays } from './support/ways.ts';

const states: Record<string, MakeStream> = {
	missing,
	'with two events': withTwoEvents,
	'soft-deleted': softDeleted,
	tombstoned,
	'with metadata only': withMetadataOnly,
	'emptied by $tb': async (run, stream) => {
		await run.append(stream, run.events(2));
		await run.client.setStreamMetadata(stream, { truncateBefore: 2 });
	},
};

const largest = 2n ** 63n - 1n;

export default [
	...Object.entries(states).flatMap(([state, make]) => {
		return bothWays((way) => `${way} to a stream ${state}, every expected revision`, async (run, options) => {
			for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n, 2n, 5n] as const) {
				const stream = run.name(`s${expectedRevision}_`);
				await run.prepare('prepare', () => make(run, stream));
				await run.call(
					`append, expecting ${expectedRevision}`,
					() => run.append(stream, run.event('new', { a: 1 }), { expectedRevision, ...options }),
				);
				await run.call('read', () => run.readBrief(stream));
			}
		});
	}),

	...bothWays((way) => `${way}: nothing to append`, async (run, options) => {
		const streams = { missing, existing: withTwoEvents, deleted: softDeleted, tombstoned };
		for (const [state, make] of Object.entries(streams)) {
			for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n, 5n] as const) {
				const stream = run.name(`${state}${expectedRevision}_`);
				await run.prepare('prepare', () => make(run, stream));
				await run.call(
					`${state} stream, expecting ${expectedRevision}`,
					() => run.append(stream, [], { expectedRevision, ...options }),
				);
			}
		}
	}),

	...bothWays((way) => `${way}: throwOnAppendFailure off`, async (run, options) => {
		const client = run.as(run.user, 'throwOnAppendFailure=false');
		const stream = run.name();
		const append = (what: string, count: number, expected: { expectedRevision?: 'no_stream' | 'stream_exists' | bigint }) => {
			return run.call(what, () => client.appendToStream(stream, run.events(count), { ...expected, ...options }));
		};
		await append('missing, expecting 5', 1, { expectedRevision: 5n });
		await append('missing, expecting it to exist', 1, { expectedRevision: 'stream_exists' });
		await append('good', 4, {});
		await append('existing, expecting none', 1, { expectedRevision: 'no_stream' });
		await append('existing, expecting 1', 1, { expectedRevision: 1n });
		await run.prepare('tombstone', () => client.tombstoneStream(stream));
		await append('tombstoned', 1, {});
		const large = { ...run.event('t', { large: 'x'.repeat(1_100_000) }) };
		await run.call('too large', () => client.appendToStream(run.name('large'), large, options));
	}),

	scenario('revisions and positions of several appends', async (run) => {
		const stream = run.name();
		await run.call('three events', () => run.append(stream, run.events(3)));
		await run.call('one event', () => run.append(stream, run.event()));
		await run.call('another stream', () => run.append(run.name('other'), run.event()));
		await run.call('five events', () => run.append(stream, run.events(5)));
		await run.call('read', () => run.read(stream));
	}),

	scenario('appends at the same time', async (run) => {
		const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => {
			return run.append(run.name(), run.event('t', { n }), { expectedRevision: 'no_stream' });
		}));
		run.note('outcomes', outcomes.map((outcome) => {
			return outcome.status === 'fulfilled' ? 'written' : (outcome.reason as { type: string }).type;
		}).sort());
		await run.call('events', async () => (await run.read(run.name())).length);
		const written = await Promise.all(Array.from({ length: 10 }, () => run.append(run.name('any'), run.event())));
		const revisions = written.map(({ nextExpectedRevision }) => Number(nextExpectedRevision));
		run.note('revisions without expectation', revisions.sort((a, b) => a - b));
	}),

	scenario('the largest revisions', async (run) => {
		for (const expectedRevision of [largest, largest - 1n, 2n ** 64n - 1n, 2n ** 31n - 1n]) {
			await run.call(`missing, expecting ${expectedRevision}`, () => run.append(run.name(), run.event(), { expectedRevision }));
		}
		await run.call('read', () => run.readBrief(run.name()));
	}),
];

import { binaryEvent } from '@eventstore/db-client';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { brief } from '../../replay/brief.ts';
import { readRequest, wireRead } from '../../replay/read-wire.ts';
import { scenario } from '../../replay/scenario.ts';
import { missing } from '../support/stream-states.ts';
import type { MakeStream } from '../support/stream-states.ts';

const directions = ['forwards', 'backwards'] as const;
const largest = 2n ** 63n - 1n;
const revisions = [undefined, 'start', 'end', 0n, 2n, 4n, 5n, 100n, largest, 2n ** 64n - 1n] as const;

const written: MakeStream = (run, stream) => run.append(stream, run.events(3));

const states: Record<string, MakeStream> = {
	missing,
	'soft-deleted': async (run, stream) => {
		await written(run, stream);
		await run.client.deleteStream(stream);
	},
	'soft-deleted and written again': async (run, stream) => {
		await written(run, stream);
		await run.client.deleteStream(stream);
		await run.append(stream, run.events(2, 'again'));
	},
	tombstoned: async (run, stream) => {
		await written(run, stream);
		await run.client.tombstoneStream(stream);
	},
	'metadata only': (run, stream) => run.client.setStreamMetadata(stream, { a: 1 }),
	'emptied by $tb': async (run, stream) => {
		await written(run, stream);
		await run.client.setStreamMetadata(stream, { truncateBefore: 3 });
	},
	'$tb beyond the end': async (run, stream) => {
		await written(run, stream);
		await run.client.setStreamMetadata(stream, { truncateBefore: 100 });
	},
};

export default [
	...directions.flatMap((direction) => [
		scenario(`${direction} from everywhere`, async (run) => {
			const stream = run.name();
			await run.prepare('prepare', () => run.append(stream, run.events(5)));
			for (const fromRevision of revisions) {
				for (const maxCount of [undefined, 2, 1n]) {
					await run.call(
						`from ${fromRevision}, at most ${maxCount}`,
						() => run.readBrief(stream, { direction, fromRevision, maxCount }));
				}
			}
			await run.call('at most 0', () => run.readBrief(stream, { direction, maxCount: 0 }));
		}),

		scenario(`${direction} on streams that are missing, deleted, tombstoned`, async (run) => {
			for (const [index, [what, make]] of Object.entries(states).entries()) {
				const stream = run.name(`s${index + 1}_`);
				await run.prepare('prepare', () => make(run, stream));
				for (const fromRevision of ['start', 'end', 1n] as const) {
					await run.call(`${what}, from ${fromRevision}`, () => run.readBrief(stream, { direction, fromRevision }));
				}
			}
		}),

		scenario(`${direction}, messages on the wire`, async (run) => {
			const stream = run.name();
			const backwards = direction === 'backwards';
			await run.prepare('prepare', () => run.append(stream, run.events(4)));
			for (const from of ['start', 'end', 1] as const) {
				await run.call(`from ${from}`, () => wireRead(run, { stream, from, backwards, count: 2 }));
			}
			await run.call('all of it', () => wireRead(run, { stream, from: backwards ? 'end' : 'start', backwards, count: 100 }));
			await run.call('missing', () => wireRead(run, { stream: run.name('missing'), backwards, count: 2 }));
			await run.call('count 0', () => wireRead(run, { stream, backwards, count: 0 }));
			await run.prepare('delete', () => run.client.deleteStream(stream));
			await run.call('deleted', () => wireRead(run, { stream, backwards, count: 2 }));
		}),
	]),

	scenario('fields of events', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, [
			run.event('json', { a: 1 }, { metadata: { m: 1 } }),
			binaryEvent({ type: 'binary', data: Buffer.from([1, 2, 255]), metadata: Buffer.from([9]) }),
		]));
		await run.call('forwards', () => run.read(stream));
		await run.call('backwards', () => run.read(stream, { direction: 'backwards', fromRevision: 'end' }));
		await run.call('wire', () => run.wire.list(StreamsService.read, readRequest({ stream, count: 1 })), (answers) => {
			const event = answers.find((answer) => answer.hasEvent())?.getEvent();
			return {
				keys: event?.getEvent()?.getMetadataMap().toArray().map(([key]) => key).sort(),
				plain: event?.toObject().event?.streamRevision,
				hasCommit: event?.hasCommitPosition(),
				hasNone: event?.hasNoPosition(),
			};
		});
		await run.call('created lies within a minute of now', async () => {
			const [first] = await run.read(stream);
			return Math.abs((first?.event?.created.getTime() ?? 0) - Date.now()) < 60_000;
		});
	}),

	scenario('a long stream', async (run) => {
		const stream = run.name();
		for (let n = 0; n < 4; n += 1) await run.prepare('prepare', () => run.append(stream, run.events(700, `t${n}`)));
		await run.call('forwards, all', () => run.read(stream), (found) => [
			found.length, brief(found[0] ?? {}), brief(found.at(-1) ?? {}),
			found.every(({ event }, n) => event?.revision === BigInt(n)),
		]);
		await run.call(
			'backwards, all', () => run.read(stream, { direction: 'backwards', fromRevision: 'end' }),
			(found) => [found.length, brief(found[0] ?? {}), brief(found.at(-1) ?? {})]);
		await run.call(
			'forwards from 1000, 1500', () => run.read(stream, { fromRevision: 1000n, maxCount: 1500 }),
			(found) => [found.length, brief(found[0] ?? {}), brief(found.at(-1) ?? {})]);
		await run.prepare('truncate', () => run.client.setStreamMetadata(stream, { truncateBefore: 2500 }));
		await run.call('forwards after $tb, at most 5', () => run.readBrief(stream, { maxCount: 5 }));
		await run.call('forwards after $tb, from 100, at most 5', () => run.readBrief(stream, { fromRevision: 100n, maxCount: 5 }));
	}),
];

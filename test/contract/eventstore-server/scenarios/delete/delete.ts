import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { scenario } from '../../replay/scenario.ts';
import { streamIdentifier } from '../../replay/wire.ts';
import { missing, softDeleted, tombstoned, withMetadataOnly, withTwoEvents } from '../support/stream-states.ts';
import type { MakeStream } from '../support/stream-states.ts';

const states: Record<string, MakeStream> = {
	missing,
	'with two events': withTwoEvents,
	'soft-deleted': softDeleted,
	tombstoned,
	'with metadata only': withMetadataOnly,
};

const { DeleteReq, TombstoneReq } = streamsPb;

export default [
	...(['deleteStream', 'tombstoneStream'] as const).flatMap((method) => Object.entries(states).map(([state, make]) => {
		return scenario(`${method} of a stream ${state}, every expected revision`, async (run) => {
			for (const expectedRevision of ['any', 'no_stream', 0n, 1n, 2n, 7n] as const) {
				const stream = run.name(`s${expectedRevision}_`);
				await run.prepare('prepare', () => make(run, stream));
				await run.call(`expecting ${expectedRevision}`, () => run.client[method](stream, { expectedRevision }));
				await run.call('read', () => run.readBrief(stream));
				await run.call('metadata', () => run.client.getStreamMetadata(stream));
			}
		});
	})),

	scenario('stream_exists, which the client does not send', async (run) => {
		const exists = new sharedPb.Empty();
		for (const [state, make] of Object.entries(states)) {
			const stream = run.name(`delete${state.replaceAll(' ', '')}`);
			await run.prepare('prepare', () => make(run, stream));
			const options = new DeleteReq.Options().setStreamIdentifier(streamIdentifier(stream)).setStreamExists(exists);
			await run.call(
				`delete, ${state}`, () => run.wire.unary(StreamsService.delete, new DeleteReq().setOptions(options)),
				(answer) => Object.keys(answer.toObject()));
		}
		for (const [state, make] of Object.entries(states)) {
			const stream = run.name(`tombstone${state.replaceAll(' ', '')}`);
			await run.prepare('prepare', () => make(run, stream));
			const options = new TombstoneReq.Options().setStreamIdentifier(streamIdentifier(stream)).setStreamExists(exists);
			await run.call(
				`tombstone, ${state}`, () => run.wire.unary(StreamsService.tombstone, new TombstoneReq().setOptions(options)),
				(answer) => Object.keys(answer.toObject()));
		}
	}),

	scenario('append after a soft delete, every expected revision', async (run) => {
		for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 0n, 1n, 2n] as const) {
			const stream = run.name(`s${expectedRevision}_`);
			await run.prepare('prepare', () => softDeleted(run, stream));
			await run.call(
				`expecting ${expectedRevision}`, () => run.append(stream, run.events(2, 'again'), { expectedRevision }),
				({ nextExpectedRevision }) => nextExpectedRevision);
			await run.call('read', () => run.readBrief(stream));
			await run.call('metadata', () => run.client.getStreamMetadata(stream));
			await run.call('metadata stream', () => run.readBrief(`$$${stream}`));
		}
	}),

	scenario('delete keeps other metadata', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', async () => {
			await run.append(stream, run.events(3));
			await run.client.setStreamMetadata(stream, { maxCount: 5, maxAge: 1000, custom: 'kept', acl: { readRoles: ['$all'] } });
		});
		await run.call('delete', () => run.client.deleteStream(stream));
		await run.call('metadata stream', () => run.read(`$$${stream}`));
		await run.call('append', () => run.append(stream, run.events(1, 'again')));
		await run.call('metadata stream after the append', () => run.readBrief(`$$${stream}`));
		await run.call('read', () => run.readBrief(stream));
		await run.call('delete again', () => run.client.deleteStream(stream));
		await run.call('delete a third time', () => run.client.deleteStream(stream));
		await run.call('metadata stream at the end', () => run.readBrief(`$$${stream}`));
	}),

	scenario('deleting a stream that was written after its deletion', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => softDeleted(run, stream));
		await run.prepare('append', () => run.append(stream, run.events(2, 'again')));
		await run.call('expecting 1', () => run.client.deleteStream(stream, { expectedRevision: 1n }));
		await run.call('expecting 3', () => run.client.deleteStream(stream, { expectedRevision: 3n }));
		await run.call('read', () => run.readBrief(stream));
		await run.call('append', () => run.append(stream, run.event('third')), ({ nextExpectedRevision }) => nextExpectedRevision);
		await run.call('read after', () => run.readBrief(stream));
	}),

	scenario('a tombstone', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', () => run.append(stream, run.events(2)));
		await run.call('tombstone', () => run.client.tombstoneStream(stream));
		await run.call('read', () => run.readBrief(stream));
		await run.call('read backwards', () => run.readBrief(stream, { direction: 'backwards', fromRevision: 'end' }));
		await run.call('read $$stream', () => run.readBrief(`$$${stream}`));
		await run.call('append', () => run.append(stream, run.event()));
		await run.call('soft delete', () => run.client.deleteStream(stream));
		await run.call('tombstone again', () => run.client.tombstoneStream(stream));
		await run.call('get metadata', () => run.client.getStreamMetadata(stream));
		await run.call('set metadata', () => run.client.setStreamMetadata(stream, { a: 1 }));
		await run.call('append to $$stream', () => run.append(`$$${stream}`, run.event('$metadata')));
		await run.call('tombstone of $$stream', () => run.client.tombstoneStream(`$$${stream}`));
	}),

	scenario('deleting system and metadata streams', async (run) => {
		const stream = run.name();
		await run.prepare('prepare', async () => {
			await run.append(`$${stream}`, run.event());
			await run.append(`$t${stream}`, run.event());
			await run.client.setStreamMetadata(stream, { a: 1 });
		});
		await run.call('delete of a system stream', () => run.client.deleteStream(`$${stream}`));
		await run.call('read it', () => run.readBrief(`$${stream}`));
		await run.call('tombstone of a system stream', () => run.client.tombstoneStream(`$t${stream}`));
		await run.call('read it too', () => run.readBrief(`$t${stream}`));
		await run.call('delete of a metadata stream', () => run.client.deleteStream(`$$${stream}`));
		await run.call('tombstone of a metadata stream', () => run.client.tombstoneStream(`$$${stream}`));
		await run.call('metadata', () => run.client.getStreamMetadata(stream));
		await run.call('delete of $all', () => run.client.deleteStream('$all', { expectedRevision: 5n }));
		await run.call('delete of ""', () => run.client.deleteStream(''));
	}),
];

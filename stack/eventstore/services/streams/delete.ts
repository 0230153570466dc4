import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type {
	DeleteReq, DeleteResp, TombstoneReq, TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { malformed, streamDeleted, wrongExpectedVersion } from '../../errors.ts';
import type { ExpectedRevision } from '../../store/records.ts';
import type { WriteResult } from '../../store/write.ts';
import { failure } from '../failure.ts';
import type { StreamsContext } from './context.ts';
import { streamName } from './identifiers.ts';
import { expectedRevision } from './requests.ts';
import type { RevisionOptions } from './requests.ts';

/** Streams.Delete: the soft delete. */
export function softDelete(context: StreamsContext): handleUnaryCall<DeleteReq, DeleteResp> {
	return (call, callback) => {
		remove(call.request.getOptions(), (stream, expected) => context.store.delete(stream, expected)).then(
			(position) => {
				const response = new streamsPb.DeleteResp();
				callback(null, position === undefined
					? response.setNoPosition(new sharedPb.Empty())
					: response.setPosition(at(new streamsPb.DeleteResp.Position(), position)));
			},
			(error: unknown) => callback(failure(error, 'Delete', context.log), null),
		);
	};
}

/** Streams.Tombstone: the delete that is for ever. */
export function tombstone(context: StreamsContext): handleUnaryCall<TombstoneReq, TombstoneResp> {
	return (call, callback) => {
		remove(call.request.getOptions(), (stream, expected) => context.store.tombstone(stream, expected)).then(
			(position) => {
				const response = new streamsPb.TombstoneResp();
				callback(null, position === undefined
					? response.setNoPosition(new sharedPb.Empty())
					: response.setPosition(at(new streamsPb.TombstoneResp.Position(), position)));
			},
			(error: unknown) => callback(failure(error, 'Tombstone', context.log), null),
		);
	};
}

async function remove(
	options: RevisionOptions | undefined,
	write: (stream: string, expected: ExpectedRevision) => Promise<WriteResult>,
): Promise<number | undefined> {
	if (options === undefined) throw malformed('A delete needs its options.');
	const stream = streamName(options.getStreamIdentifier());
	const expected = expectedRevision(options);
	const outcome = await write(stream, expected);
	if (outcome.result === 'stream_deleted') throw streamDeleted(stream);
	if (outcome.result === 'wrong_expected_version') throw wrongExpectedVersion(stream, expected, outcome.current);
	return outcome.position;
}

interface Position {
	setCommitPosition(value: string): Position;
	setPreparePosition(value: string): Position;
}

function at<P extends Position>(message: P, position: number): P {
	message.setCommitPosition(String(position));
	message.setPreparePosition(String(position));
	return message;
}

import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type {
	AppendReq, BatchAppendReq, DeleteReq, ReadReq, TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import { requires } from './rule.ts';
import type { Rule } from './rule.ts';
import type { Action } from './stream-access.ts';

/** Requests that name a stream in their options; of a call with several messages only the first has them. */
interface StreamRequest {
	getOptions(): { getStreamIdentifier(): StreamIdentifier | undefined } | undefined;
}

/** The name of a stream as clients send it; empty when there is none. */
export function nameOf(identifier: StreamIdentifier | undefined): string {
	return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
}

/** Messages without options go on: they belong to what was allowed, or the service refuses them. */
const streamRule = <Request extends StreamRequest>(action: Action): Rule<Request> => requires((caller, request, { access }) => {
	const options = request.getOptions();
	return options === undefined || access.allows(caller, nameOf(options.getStreamIdentifier()), action);
});

const read = requires((caller, request: ReadReq, { access }) => {
	const stream = request.getOptions()?.getStream();
	return access.allows(caller, stream === undefined ? '$all' : nameOf(stream.getStreamIdentifier()), 'read');
});

export const streamRules: [path: string, Rule][] = [
	[StreamsService.append.path, streamRule<AppendReq>('write')],
	[StreamsService.batchAppend.path, streamRule<BatchAppendReq>('write')],
	[StreamsService.delete.path, streamRule<DeleteReq>('delete')],
	[StreamsService.tombstone.path, streamRule<TombstoneReq>('delete')],
	[StreamsService.read.path, read],
];

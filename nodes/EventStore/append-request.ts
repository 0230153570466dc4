import { ANY, type AppendExpectedRevision, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { WrongExpectedVersionError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { createStreamIdentifier } from '@eventstore/db-client/dist/utils/grpcStreamIdentifier.js';
import { Empty, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { AppendReq, type AppendResp, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientWritableStream } from '@grpc/grpc-js';

import type { EventStoreConnection } from './connection.ts';
import type { NewEvent } from './new-event.ts';

/** Where the last event of an append now stands; without a position nothing was written that was not there. */
export interface AppendAnswer {
	revision: bigint;
	position: { commit: bigint; prepare: bigint } | undefined;
}

interface Placed {
	getCurrentRevision(): string;
	getPosition(): { getCommitPosition(): string; getPreparePosition(): string } | undefined;
}

export function toAnswer(success: Placed): AppendAnswer {
	const position = success.getPosition();
	return {
		revision: BigInt(success.getCurrentRevision()),
		position: position && { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) },
	};
}

/**
 * Appends events, all or none, in one call: the client's own takes what is to become JSON, and would lose digits or write it twice.
 *
 * @throws the client's own errors
 */
export async function appendOnce(connection: EventStoreConnection, stream: string, events: readonly NewEvent[], expected: AppendExpectedRevision): Promise<AppendAnswer> {
	const options = new AppendReq.Options().setStreamIdentifier(createStreamIdentifier(stream));
	if (expected === ANY) options.setAny(new Empty());
	else if (expected === NO_STREAM) options.setNoStream(new Empty());
	else if (expected === STREAM_EXISTS) options.setStreamExists(new Empty());
	else options.setRevision(String(expected));
	const answer = await connection.unary<StreamsClient, AppendResp>(StreamsClient, (client, metadata, callOptions, done) => {
		const sink: ClientWritableStream<AppendReq> = client.append(metadata, callOptions, done);
		sink.write(new AppendReq().setOptions(options));
		for (const event of events) sink.write(new AppendReq().setProposedMessage(fill(new AppendReq.ProposedMessage(), event)));
		sink.end();
	});
	const success = answer.getSuccess();
	if (success !== undefined) return toAnswer(success);
	const wrong = answer.getWrongExpectedVersion();
	throw new WrongExpectedVersionError(null as never, {
		streamName: stream,
		current: wrong?.hasCurrentRevision() ? BigInt(wrong.getCurrentRevision()) : NO_STREAM,
		expected,
	});
}

/** Puts an event into a message of either kind of append. */
export function fill<M extends AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage>(message: M, { id, type, isJson, data, metadata }: NewEvent): M {
	message.setId(new UUID().setString(id)).setData(data).setCustomMetadata(metadata);
	message.getMetadataMap().set('type', type).set('content-type', isJson ? 'application/json' : 'application/octet-stream');
	return message;
}

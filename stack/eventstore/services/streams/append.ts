import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { handleClientStreamingCall } from '@grpc/grpc-js';
import {
	deadlineExceeded, malformed, maximumAppendSizeExceeded, unavailable, streamDeleted,
} from '../../errors.ts';
import type { ExpectedRevision, ProposedEvent } from '../../store/records.ts';
import type { WriteResult } from '../../store/write.ts';
import { failure } from '../failure.ts';
import type { StreamsContext } from './context.ts';
import { streamName } from './identifiers.ts';
import { expectedRevision, proposedEvent, sizeOf } from './requests.ts';

interface Target {
	stream: string;
	expected: ExpectedRevision;
}

const empty = () => new sharedPb.Empty();

/** Streams.Append: the options first, then the events, written all or none when the client has sent the last one. */
export function append(context: StreamsContext): handleClientStreamingCall<AppendReq, AppendResp> {
	return (call, callback) => {
		let target: Target | undefined;
		const events: ProposedEvent[] = [];
		let size = 0;
		let settled = false;

		const settle = () => {
			settled = true;
			context.closing.removeEventListener('abort', interrupt);
		};
		const fail = (error: unknown) => {
			if (settled) return;
			settle();
			callback(failure(error, 'Append', context.log), null);
		};
		const interrupt = () => fail(unavailable());
		context.closing.addEventListener('abort', interrupt);

		const receive = (request: AppendReq) => {
			const options = request.getOptions();
			if (target === undefined) {
				if (options === undefined) throw malformed('An append begins with its options.');
				target = { stream: streamName(options.getStreamIdentifier()), expected: expectedRevision(options) };
				return;
			}
			const message = request.getProposedMessage();
			if (message === undefined) throw malformed('After its options an append holds only events.');
			const event = proposedEvent(message);
			size += sizeOf(event);
			if (size > context.maxAppendSize) throw maximumAppendSizeExceeded(context.maxAppendSize);
			events.push(event);
		};

		const write = async () => {
			if (target === undefined) throw malformed('An append begins with its options.');
			const { stream, expected } = target;
			context.closing.removeEventListener('abort', interrupt);
			const outcome = await context.store.append(stream, expected, events, () => !call.cancelled);
			if (outcome.result === 'abandoned') throw deadlineExceeded();
			if (outcome.result === 'stream_deleted') throw streamDeleted(stream);
			settle();
			callback(null, response(outcome, expected));
		};

		call.on('data', (request: AppendReq) => {
			if (settled) return;
			try {
				receive(request);
			} catch (error) {
				fail(error);
			}
		});
		call.on('end', () => {
			if (!settled) write().catch(fail);
		});
		call.on('error', fail);
		call.on('cancelled', settle);
	};
}

function response(outcome: Exclude<WriteResult, { result: 'stream_deleted' }>, expected: ExpectedRevision): AppendResp {
	if (outcome.result === 'wrong_expected_version') {
		return new streamsPb.AppendResp().setWrongExpectedVersion(wrongVersion(expected, outcome.current));
	}
	const success = new streamsPb.AppendResp.Success();
	if (outcome.revision < 0) success.setNoStream(empty());
	else success.setCurrentRevision(String(outcome.revision));
	if (outcome.position === undefined) success.setNoPosition(empty());
	else {
		const position = String(outcome.position);
		success.setPosition(
			new streamsPb.AppendResp.Position().setCommitPosition(position).setPreparePosition(position),
		);
	}
	return new streamsPb.AppendResp().setSuccess(success);
}

/** An append answers a wrong expected version in its response; only Delete and Tombstone do in trailers. */
function wrongVersion(expected: ExpectedRevision, current: number): AppendResp.WrongExpectedVersion {
	const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
	if (current < 0) wrong.setCurrentNoStream(empty());
	else wrong.setCurrentRevision(String(current));
	switch (expected) {
		case 'any': return wrong.setExpectedAny(empty());
		case 'stream_exists': return wrong.setExpectedStreamExists(empty());
		case 'no_stream': return wrong.setExpectedNoStream(empty());
		default: return wrong.setExpectedRevision(expected.toString());
	}
}

import codePb from '@eventstore/db-client/generated/code_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { ExpectedRevision } from '../../store/records.ts';
import { streamIdentifier } from './identifiers.ts';

interface Detail {
	serializeBinary(): Uint8Array;
}

const empty = () => new emptyPb.Empty();

/**
 * A batch append answers errors in its stream of responses, as `google.rpc.Status` with one packed detail whose type
 * tells clients which error it is.
 */
function status(code: number, message: string, detail: Detail, type: string): Status {
	const details = new anyPb.Any();
	details.pack(detail.serializeBinary(), `event_store.client.${type}`);
	return new statusPb.Status().setCode(code).setMessage(message).setDetails(details);
}

/** @param current the stream's revision, -1 when it has none */
export function wrongExpectedVersion(expected: ExpectedRevision, current: number): Status {
	const detail = new sharedPb.WrongExpectedVersion();
	if (current < 0) detail.setCurrentNoStream(empty());
	else detail.setCurrentStreamRevision(String(current));
	switch (expected) {
		case 'any': detail.setExpectedAny(empty()); break;
		case 'stream_exists': detail.setExpectedStreamExists(empty()); break;
		case 'no_stream': detail.setExpectedNoStream(empty()); break;
		default: detail.setExpectedStreamPosition(expected.toString());
	}
	return status(codePb.Code.ALREADY_EXISTS, 'WrongExpectedVersion', detail, 'WrongExpectedVersion');
}

export function streamDeleted(stream: string): Status {
	const detail = new sharedPb.StreamDeleted().setStreamIdentifier(streamIdentifier(stream));
	return status(codePb.Code.NOT_FOUND, 'StreamDeleted', detail, 'StreamDeleted');
}

export function accessDenied(): Status {
	return status(codePb.Code.PERMISSION_DENIED, 'AccessDenied', new sharedPb.AccessDenied(), 'AccessDenied');
}

export function timeout(): Status {
	return status(codePb.Code.DEADLINE_EXCEEDED, 'Timeout', new sharedPb.Timeout(), 'Timeout');
}

export function maximumAppendSizeExceeded(bytes: number): Status {
	const detail = new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(bytes);
	return status(codePb.Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', detail, 'MaximumAppendSizeExceeded');
}

export function badRequest(why: string): Status {
	return status(codePb.Code.INVALID_ARGUMENT, 'BadRequest', new sharedPb.BadRequest().setMessage(why), 'BadRequest');
}

export function unknown(why: string): Status {
	return status(codePb.Code.UNKNOWN, why, new sharedPb.Unknown(), 'Unknown');
}

import type { AppendExpectedRevision, CurrentRevision } from '@eventstore/db-client';
import { ErrorType, isCommandError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';

import { SystemError } from '../shared/errors.ts';

/** Nothing came from the server for too long; carries how long that was. */
export class Silence extends Error {
	constructor(milliseconds: number) {
		super(`The event store sent nothing for ${milliseconds / 1000} s`);
	}
}

const CHECK_ADDRESS = 'Check that the server runs, and host, port and tls= of the connection string.';
const CHECK_ACCESS = 'The user may not do this: an administrator sets who may in the access list of the stream.';
const CHECK_OUTCOME =
	'Check that the server is well. What was to be written may or may not be there: running it again under the same event ID appends nothing twice.';

/**
 * Turns what the client throws into the system's own words, what to do, and a code that workflows can tell apart
 * (`wrong-expected-revision`, `stream-not-found`, `stream-deleted`, `unauthenticated`, `access-denied`, `unavailable`,
 * `timeout`, `maximum-append-size-exceeded`, or the client's own name of the failure).
 */
export function toFailure(thrown: unknown): unknown {
	if (thrown instanceof Silence) {
		return new SystemError({ message: thrown.message, description: CHECK_ADDRESS, code: 'timeout' }, thrown);
	}
	if (!(thrown instanceof Error) || !isCommandError(thrown)) return thrown;
	const failure = (message: string, description: string, code: string = thrown.type) =>
		new SystemError({ message, description, code }, thrown);

	switch (thrown.type) {
		case ErrorType.WRONG_EXPECTED_VERSION:
			return failure(
				`Stream "${thrown.streamName}" ${current(thrown.actualVersion)}, but ${expected(thrown.expectedVersion)} was expected`,
				'Somebody else wrote to the stream, or it is not what was thought: read it again, decide anew, and append to the revision read.',
				'wrong-expected-revision',
			);
		case ErrorType.STREAM_NOT_FOUND:
			return failure(`There is no stream "${thrown.streamName}"`, 'Nothing was ever appended to it, or it was deleted.');
		case ErrorType.STREAM_DELETED:
			return failure(`Stream "${thrown.streamName}" was deleted for ever`, 'A tombstoned stream is never written or read again: use another name.');
		case ErrorType.ACCESS_DENIED:
			return thrown.code === status.UNAUTHENTICATED
				? failure(own(thrown), 'Check user name and password of the credential.', 'unauthenticated')
				: failure(own(thrown) || 'Access denied', CHECK_ACCESS);
		case ErrorType.UNAVAILABLE:
			return failure(own(thrown), CHECK_ADDRESS);
		case ErrorType.TIMEOUT:
		case ErrorType.DEADLINE_EXCEEDED:
			return failure(own(thrown) || 'The event store did not answer in time', CHECK_OUTCOME, 'timeout');
		case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
			return failure(
				`The events of one append are larger than the ${thrown.maxAppendSize} bytes that the server takes`,
				'Append fewer events at once, or keep large content elsewhere and link to it.',
			);
		default:
			return thrown.code === status.PERMISSION_DENIED
				? failure(own(thrown), CHECK_ACCESS, ErrorType.ACCESS_DENIED)
				: failure(own(thrown) || thrown.type, 'The message is the one of the event store.');
	}
}

/** gRPC puts number and name of the status before the server's own words, and an empty note after those of its own. */
function own({ message }: Error): string {
	return message.replace(/^\d+ [A-Z_]+: /, '').replace(/\.? Resolution note: \.?$/, '');
}

function current(revision: CurrentRevision): string {
	return typeof revision === 'bigint' ? `is at revision ${revision}` : 'has no events';
}

function expected(revision: AppendExpectedRevision): string {
	switch (revision) {
		case 'any':
			return 'any revision';
		case 'no_stream':
			return 'no stream';
		case 'stream_exists':
			return 'an existing stream';
		default:
			return `revision ${revision}`;
	}
}

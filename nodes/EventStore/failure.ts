import type { AppendExpectedRevision, CurrentRevision } from '@eventstore/db-client';
import { ANY, ErrorType, isCommandError, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';

import { SystemError, type SystemFailure } from '../shared/errors.ts';
import { CHECK_ADDRESS, unreachable, type Way } from './unreachable.ts';

/** Nothing came from the server for too long; carries how long that was. */
export class Silence extends Error {
	constructor(milliseconds: number) {
		super(`The event store sent nothing for ${milliseconds / 1000} s`);
	}
}

const CHECK_ACCESS = 'The user may not do this: an administrator sets who may in the access list of the stream.';
const NO_USER = 'The credential has no user, and over TLS nobody else is let in: fill in User Name and Password.';
export const CHECK_OUTCOME =
	'Check that the server is well. What was to be written may or may not be there: running it again under the same event ID appends nothing twice.';

/**
 * Turns what the client throws into the system's own words, what to do, and a code that workflows can tell apart
 * (`wrong-expected-revision`, `partly-appended`, `stream-not-found`, `stream-deleted`, `unauthenticated`, `access-denied`, `unavailable`,
 * `certificate`, `timeout`, `maximum-append-size-exceeded`, or the client's own name of the failure).
 */
export function toFailure(thrown: unknown, way: Way): unknown {
	if (thrown instanceof Silence) {
		return new SystemError({ message: thrown.message, description: CHECK_ADDRESS, code: 'timeout' }, thrown);
	}
	if (thrown instanceof Error && thrown.message.startsWith('Failed to discover')) {
		const description = `None of the members of the cluster was reached. ${CHECK_ADDRESS} A certificate that is not trusted has the same effect: see CA Certificate.`;
		return new SystemError({ message: thrown.message, description, code: 'unavailable' }, thrown);
	}
	if (!(thrown instanceof Error) || !isCommandError(thrown)) return thrown;
	const failure = (message: string, description: string, code: string = thrown.type) =>
		new SystemError({ message, description, code }, thrown);

	switch (thrown.type) {
		case ErrorType.WRONG_EXPECTED_VERSION:
			return wrongRevision(thrown.streamName, revision(thrown.expectedVersion), revision(thrown.actualVersion), thrown);
		case ErrorType.STREAM_NOT_FOUND:
			return new SystemError(missing(thrown.streamName), thrown);
		case ErrorType.STREAM_DELETED:
			return new SystemError({ ...deleted(thrown.streamName), ...(thrown.streamName === '' ? { message: own(thrown) } : {}) }, thrown);
		case ErrorType.ACCESS_DENIED:
			if (way.secure && !way.user) return failure('The event store lets nobody in without a user', NO_USER, 'unauthenticated');
			return thrown.code === status.UNAUTHENTICATED
				? failure('The event store does not know this user name and password', 'Check user name and password of the credential.', 'unauthenticated')
				: failure(own(thrown) || 'Access denied', CHECK_ACCESS);
		case ErrorType.UNAVAILABLE:
			return new SystemError(unreachable(own(thrown), way), thrown);
		case ErrorType.TIMEOUT:
		case ErrorType.DEADLINE_EXCEEDED:
			return failure(own(thrown) || 'The event store did not answer in time', CHECK_OUTCOME, 'timeout');
		case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
			return failure(
				`The events of one append are larger than the ${thrown.maxAppendSize} bytes that the server takes`,
				'Append fewer events at once, or keep large content elsewhere and link to it.',
			);
		case ErrorType.PERSISTENT_SUBSCRIPTION_DOES_NOT_EXIST:
			return failure(`There is no group "${thrown.groupName}" of ${of(thrown.streamName)}`, 'Create it, or choose one from the list.');
		case ErrorType.PERSISTENT_SUBSCRIPTION_EXISTS:
			return failure(`There is a group "${thrown.groupName}" of ${of(thrown.streamName)} already`, 'Update it, use Ensure, or choose another name.');
		case ErrorType.USER_NOT_FOUND:
			return failure(thrown.LoginName === '' ? own(thrown) : `There is no user "${thrown.LoginName}"`, 'Login names are told apart by large and small letters.');
		case ErrorType.SCAVENGE_NOT_FOUND:
			// The ID that the server tells is not the one that was asked for, but of the scavenge that is under way.
			return failure('There is no such scavenge under way', `It has ended, or the ID is not that of a scavenge.${thrown.scavengeId === '' ? '' : ` Under way is ${thrown.scavengeId}.`}`);
		default:
			if (thrown.code === status.UNIMPLEMENTED) return failure('The event store does not offer this', 'It is too old for it, or it was started without this part.', 'unimplemented');
			return thrown.code === status.PERMISSION_DENIED
				? failure(own(thrown), CHECK_ACCESS, ErrorType.ACCESS_DENIED)
				: failure(own(thrown) || thrown.type, 'The message is the one of the event store.');
	}
}

/** gRPC puts number and name of the status before the server's own words, and an empty note after those of its own. */
function own({ message }: Error): string {
	return message.replace(/^\d+ [A-Z_]+: /, '').replace(/\.? Resolution note: \.?$/, '');
}

function of(stream: string): string {
	return stream === '$all' ? 'all streams' : `stream "${stream}"`;
}

export type Revision = AppendExpectedRevision | CurrentRevision;

/** Deletes name states by numbers below zero, in the trailers of the protocol. */
function revision(value: Revision): Revision {
	switch (value) {
		case -1n:
			return NO_STREAM;
		case -2n:
			return ANY;
		case -4n:
			return STREAM_EXISTS;
		default:
			return value;
	}
}

/** The stream is at another revision than was expected. */
export class WrongRevision extends SystemError {
	readonly expected: Revision;
	readonly actual: Revision;

	constructor(failure: SystemFailure, revisions: { expected: Revision; actual: Revision }, cause: unknown) {
		super(failure, cause);
		this.expected = revisions.expected;
		this.actual = revisions.actual;
	}
}

function wrongRevision(stream: string, expected: Revision, actual: Revision, cause: unknown): SystemError {
	const exists = typeof actual === 'bigint';
	if (expected === ANY && !exists) return new SystemError(missing(stream), cause);
	// The stream is as expected, so it was the events: an append is known again only as a whole.
	if (exists && (expected === ANY || expected === STREAM_EXISTS)) return new SystemError(partlyAppended(stream), cause);
	const failure = {
		message: `Stream "${stream}" ${exists ? `is at revision ${actual}` : 'has no events'}, but ${inWords(expected)} was expected`,
		description:
			'Somebody else wrote to the stream, or it is not what was thought: read it again, decide anew, and append to the revision read.',
		code: 'wrong-expected-revision',
	};
	return new WrongRevision(failure, { expected, actual }, cause);
}

/** @param known ids of the events that are there, when they are known */
export function partlyAppended(stream: string, known: readonly string[] = []): SystemFailure {
	const which = known.length > 0 ? ` (${known.slice(0, 5).join(', ')}${known.length > 5 ? ', …' : ''})` : '';
	return {
		message: `Some of these events stand in stream "${stream}" already${which}, and others do not`,
		description: 'What is appended together is known again only as a whole, and nothing was appended: leave out the events that are there.',
		code: 'partly-appended',
	};
}

export function deleted(stream: string): SystemFailure {
	return {
		message: `Stream "${stream}" was deleted for ever`,
		description: 'A tombstoned stream is never written or read again: use another name.',
		code: ErrorType.STREAM_DELETED,
	};
}

function missing(stream: string): SystemFailure {
	return { message: `There is no stream "${stream}"`, description: 'Nothing was ever appended to it, or it was deleted.', code: 'stream-not-found' };
}

function inWords(revision: Revision): string {
	switch (revision) {
		case ANY:
			return 'any revision';
		case NO_STREAM:
			return 'no stream';
		case STREAM_EXISTS:
			return 'an existing stream';
		default:
			return `revision ${revision}`;
	}
}

import { Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { ExpectedRevision } from './store/records.ts';
import { productName } from './version.ts';

/**
 * The errors of the contract. Clients tell them apart by the trailer `exception`; the other trailers carry what the
 * error speaks of (the list of both is in the vendor's client, `utils/CommandError`).
 */
export class RpcError extends Error implements ServiceError {
	readonly code: status;
	readonly details: string;
	readonly metadata = new Metadata();

	constructor(code: status, details: string, trailers: Record<string, string> = {}) {
		// A half of a surrogate pair, from a name or from the cut, would throw where the status is sent, and end the process.
		super(shortened(details).toWellFormed());
		this.code = code;
		this.details = this.message;
		for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, trailerValue(value));
	}
}

export function streamDeleted(stream: string): ServiceError {
	return new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
		'exception': 'stream-deleted',
		'stream-name': stream,
	});
}

/**
 * Of Delete and Tombstone: the text is the vendor's, word by word, because clients of other languages read the revisions
 * out of it.
 *
 * @param actual the stream's revision, -1 when it has none
 */
export function wrongExpectedVersion(stream: string, expected: ExpectedRevision, actual: number): ServiceError {
	const number = expectedVersion(expected);
	return new RpcError(
		status.FAILED_PRECONDITION,
		`Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${number}, Actual version: ${actual}`,
		{
			'exception': 'wrong-expected-version',
			'stream-name': stream,
			'expected-version': number,
			'actual-version': String(actual),
		},
	);
}

export function maximumAppendSizeExceeded(bytes: number): ServiceError {
	return new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
		'exception': 'maximum-append-size-exceeded',
		'maximum-append-size': String(bytes),
	});
}

const missingProperty = 'missing-required-metadata-property';

export function requiredMetadataPropertyMissing(property: string): ServiceError {
	return new RpcError(status.INVALID_ARGUMENT, `An event needs the metadata property '${property}'.`, {
		'exception': missingProperty,
		'required-metadata-properties': 'type,content-type',
	});
}

export function isMissingProperty(error: unknown): boolean {
	return error instanceof RpcError && error.metadata.get('exception').includes(missingProperty);
}

export function accessDenied(why: string): ServiceError {
	return new RpcError(status.PERMISSION_DENIED, why, { exception: 'access-denied' });
}

/** Wrong credentials; as on the vendor's server without a trailer, so that clients do not take it for a denied right. */
export function unauthenticated(): ServiceError {
	return new RpcError(status.UNAUTHENTICATED, 'Unauthenticated');
}

export function userNotFound(login: string): ServiceError {
	return new RpcError(status.NOT_FOUND, `User '${login}' is not found.`, {
		'exception': 'user-not-found',
		'login-name': login,
	});
}

/** A server without TLS asks nobody who they are, and has no users. */
export function usersNeedTls(): ServiceError {
	return new RpcError(
		status.UNIMPLEMENTED,
		`Users need TLS: this ${productName} was started without a certificate, everybody may do everything.`,
	);
}

/** A projection that only operators may make or change; the text is the vendor's. */
export function projectionNotAuthorized(): ServiceError {
	return new RpcError(status.UNKNOWN, 'Envelope callback expected Updated, received NotAuthorized instead');
}

export function invalidArgument(why: string): ServiceError {
	return new RpcError(status.INVALID_ARGUMENT, why);
}

/**
 * A malformed request. Most of them make a handler of the real server throw, and this is all that its clients learn; the
 * log of this one says why.
 */
export function malformed(why: string): ServiceError {
	return new MalformedRequest(why);
}

class MalformedRequest extends RpcError {
	readonly why: string;

	constructor(why: string) {
		super(status.UNKNOWN, 'Exception was thrown by handler.');
		this.why = why;
	}
}

/** Why a request is malformed; undefined for every other error. */
export function whyMalformed(error: unknown): string | undefined {
	return error instanceof MalformedRequest ? error.why : undefined;
}

/** @param running id of the scavenge under way, when there is one */
export function scavengeNotFound(running: string | undefined): ServiceError {
	return new RpcError(status.NOT_FOUND, 'Scavenge id was invalid.', {
		exception: 'scavenge-not-found',
		...(running === undefined ? {} : { 'scavenge-id': running }),
	});
}

/** A read that the real server's reader refuses. */
export function unexpectedResult(of: 'ReadStreamResult' | 'ReadAllResult', result: 'Error' | 'InvalidPosition'): ServiceError {
	return new RpcError(status.UNKNOWN, `Unexpected ${of}: ${result}`);
}

/** A subscription to `$all` from a place in the log where no event ends. */
export function invalidPosition(): ServiceError {
	return new RpcError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
}

export function deadlineExceeded(): ServiceError {
	return new RpcError(status.DEADLINE_EXCEEDED, 'The deadline passed before the write began; nothing was written.');
}

/** An append whose events were still coming at the shutdown: nothing is written, the clients may try again elsewhere. */
export function unavailable(): ServiceError {
	return new RpcError(status.UNAVAILABLE, `The ${productName} is shutting down; nothing was written.`);
}

/** A call that the shutdown cuts short; the vendor's clients connect anew after it. */
export function shuttingDown(): ServiceError {
	return new RpcError(status.CANCELLED, `The ${productName} is shutting down.`);
}

/** @param message names the projection, in the vendor's words */
export function projectionNotFound(message: string): ServiceError {
	return new RpcError(status.NOT_FOUND, message);
}

/** A projection whose text was never understood: the vendor's server does not answer here at all. */
export function projectionFaulted(message: string): ServiceError {
	return new RpcError(status.FAILED_PRECONDITION, message);
}

/** What the vendor's server says of a change to a projection that it refuses. */
export function callbackFailed(received: 'Conflict' | 'OperationFailed'): ServiceError {
	return new RpcError(status.UNKNOWN, `Envelope callback expected Updated, received ${received} instead`);
}

/** What the vendor's server says of a request that it did not think of. */
export function handlerFailed(): ServiceError {
	return new RpcError(status.UNKNOWN, 'Exception was thrown by handler.');
}

/** The disk failed, and nothing is written any more. */
export function writesRefused(why: string): ServiceError {
	return new RpcError(status.INTERNAL, why);
}

/** What went wrong inside: the client learns that it did, the log learns what. */
export function internal(): ServiceError {
	return new RpcError(status.INTERNAL, `The ${productName} failed at this call; its log says why.`);
}

export function isServiceError(error: unknown): error is ServiceError {
	return error instanceof RpcError;
}

/** The number by which the contract names an expected revision in trailers. */
function expectedVersion(expected: ExpectedRevision): string {
	switch (expected) {
		case 'no_stream': return '-1';
		case 'any': return '-2';
		case 'stream_exists': return '-4';
		default: return expected.toString();
	}
}

/** Clients refuse an answer whose trailers are larger than some kilobytes; names may be larger. */
const longestText = 1_000;

function shortened(text: string): string {
	return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** Trailers are ASCII: everything else is percent-encoded. */
function trailerValue(value: string): string {
	return shortened(value).replaceAll(/[^ -~]/gu, (character) => encodeURIComponent(character.toWellFormed()));
}

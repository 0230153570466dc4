import {
	AccessDeniedError,
	type AppendExpectedRevision,
	type CurrentRevision,
	MaxAppendSizeExceededError,
	PersistentSubscriptionDoesNotExistError,
	StreamDeletedError,
	UnavailableError,
	UnknownError,
	WrongExpectedVersionError,
} from '@eventstore/db-client';
import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

import { Silence, toFailure } from '../../../nodes/EventStore/failure.ts';
import { SystemError } from '../../../nodes/shared/errors.ts';

const grpc = (code: status, details: string) =>
	Object.assign(new Error(`${code} ${status[code]}: ${details}`), { code, details, metadata: new Metadata() } satisfies StatusObject);

const conflict = (expected: AppendExpectedRevision, current: CurrentRevision) =>
	new WrongExpectedVersionError(undefined, { streamName: 's', expected, current });

describe('a failure of the event store', () => {
	it.each<[Error, string, string]>([
		[conflict(3n, 5n), 'wrong-expected-revision', 'Stream "s" is at revision 5, but revision 3 was expected'],
		[conflict('no_stream', 0n), 'wrong-expected-revision', 'Stream "s" is at revision 0, but no stream was expected'],
		[conflict('stream_exists', 'no_stream'), 'wrong-expected-revision', 'Stream "s" has no events, but an existing stream was expected'],
		[conflict('any', 1n), 'partly-appended', 'Some of these events stand in stream "s" already, and others do not'],
		[conflict('stream_exists', 1n), 'partly-appended', 'Some of these events stand in stream "s" already, and others do not'],
		// As trailers of a refused delete have it.
		[conflict(-2n, -1n), 'stream-not-found', 'There is no stream "s"'],
		[conflict(-1n, 4n), 'wrong-expected-revision', 'Stream "s" is at revision 4, but no stream was expected'],
		[conflict(4n, -1n), 'wrong-expected-revision', 'Stream "s" has no events, but revision 4 was expected'],
		[StreamDeletedError.fromStreamName('s'), 'stream-deleted', 'Stream "s" was deleted for ever'],
		[MaxAppendSizeExceededError.fromMaxAppendSize(1_048_576), 'maximum-append-size-exceeded', 'The events of one append are larger than the 1048576 bytes that the server takes'],
		[new AccessDeniedError(grpc(status.UNAUTHENTICATED, 'Unauthenticated')), 'unauthenticated', 'The event store does not know this user name and password'],
		[new AccessDeniedError(grpc(status.PERMISSION_DENIED, 'Access Denied')), 'access-denied', 'Access Denied'],
		[new UnavailableError(grpc(status.UNAVAILABLE, 'No connection established')), 'unavailable', 'No connection established'],
		[new PersistentSubscriptionDoesNotExistError(null as never, { streamName: 's', groupName: 'g' }), 'persistent-subscription-does-not-exist', 'There is no group "g" of stream "s"'],
		[new PersistentSubscriptionDoesNotExistError(null as never, { streamName: '$all', groupName: 'g' }), 'persistent-subscription-does-not-exist', 'There is no group "g" of all streams'],
		[new UnknownError(grpc(status.UNIMPLEMENTED, 'Service is unimplemented.')), 'unimplemented', 'The event store does not offer this'],
		[new Silence(15_000), 'timeout', 'The event store sent nothing for 15 s'],
	])('%s has a code and says what to do', (thrown, code, message) => {
		const error = toFailure(thrown, { secure: true, user: true });
		expect(error).toBeInstanceOf(SystemError);
		const { failure } = error as SystemError;
		expect(failure).toMatchObject({ code, message });
		expect(failure.description).toMatch(/\w/);
	});

	it.each([
		['Error: self-signed certificate in certificate chain; if the root CA is installed locally, try running Node.js with --use-system-ca', 'certificate', 'is not trusted (self-signed certificate in certificate chain)', 'field CA Certificate'],
		['Error: unable to verify the first certificate', 'certificate', 'is not trusted (unable to verify the first certificate)', 'field CA Certificate'],
		["Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: IP: 10.0.0.5 is not in the cert's list: ", 'certificate', 'is for another name (Hostname/IP', 'a host name or address that the certificate names'],
		['Error: certificate has expired', 'certificate', 'has expired', 'renewed'],
		['Error: 40:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:', 'unavailable', 'does not speak TLS', '?tls=false'],
		['Error: connect ECONNREFUSED 127.0.0.1:1', 'unavailable', 'connect ECONNREFUSED 127.0.0.1:1', 'Check that the server runs'],
	])('to reach it over TLS is told apart: %s', (said, code, message, advice) => {
		const thrown = new UnavailableError(grpc(status.UNAVAILABLE, `No connection established. Last error: ${said}. Resolution note: `));
		const { failure } = toFailure(thrown, { secure: true, user: true }) as SystemError;
		expect(failure).toMatchObject({ code, message: expect.stringContaining(message) as string, description: expect.stringContaining(advice) as string });
	});

	it.each([status.PERMISSION_DENIED, status.UNAUTHENTICATED])('to let nobody in is not one of the access list (%i)', (code) => {
		const { failure } = toFailure(new AccessDeniedError(grpc(code, 'Access Denied')), { secure: true, user: false }) as SystemError;
		expect(failure).toMatchObject({ code: 'unauthenticated', description: expect.stringContaining('User Name and Password') as string });
	});

	it('to find a cluster is one of the way to it', () => {
		expect(toFailure(new Error('Failed to discover after 10 attempts.'), { secure: true, user: true })).toMatchObject({ failure: { code: 'unavailable' } });
	});

	it('leaves what is none of it alone', () => {
		const bug = new TypeError('x is undefined');
		expect(toFailure(bug, { secure: true, user: true })).toBe(bug);
	});
});

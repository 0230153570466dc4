import { ErrorType } from '@eventstore/db-client';
import { InterceptingCall, type Interceptor, Metadata } from '@grpc/grpc-js';

/** Trailers that the client reads of each failure without looking whether they are there, and what stands for none. */
const READ: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	[ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: { 'maximum-append-size': '0' },
	[ErrorType.MISSING_REQUIRED_METADATA_PROPERTY]: { 'required-metadata-properties': '' },
	[ErrorType.NOT_LEADER]: { 'leader-endpoint-host': '', 'leader-endpoint-port': '0' },
	[ErrorType.SCAVENGE_NOT_FOUND]: { 'scavenge-id': '' },
	[ErrorType.STREAM_DELETED]: { 'stream-name': '' },
	[ErrorType.USER_CONFLICT]: { 'login-name': '' },
	[ErrorType.USER_NOT_FOUND]: { 'login-name': '' },
	[ErrorType.WRONG_EXPECTED_VERSION]: { 'stream-name': '', 'expected-version': '-2' },
};

/**
 * Puts empty trailers where a server sent none, as it must for names that HTTP has no place for (RFC 9110, 5.5: line breaks, letters
 * beyond ASCII): the client would throw outside of any promise, which ends the process of n8n.
 */
export function completeTrailers(metadata: unknown): void {
	if (!(metadata instanceof Metadata)) return;
	for (const [name, none] of Object.entries(READ[String(metadata.get('exception')[0])] ?? {})) {
		if (metadata.get(name).length === 0) metadata.set(name, none);
	}
}

/** The same for calls whose end the client hears by a callback. */
export const completing: Interceptor = (options, nextCall) =>
	new InterceptingCall(nextCall(options), {
		start(metadata, _listener, next) {
			next(metadata, {
				onReceiveStatus(status, pass) {
					completeTrailers(status.metadata);
					pass(status);
				},
			});
		},
	});

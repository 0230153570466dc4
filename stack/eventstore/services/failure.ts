import type { ServiceError } from '@grpc/grpc-js';
import { internal, isServiceError, whyMalformed, writesRefused } from '../errors.ts';
import type { Log } from '../log.ts';
import { WritesRefused } from '../store/writes-refused.ts';

/** The error that a client gets: one of the contract as it is, any other hidden behind a general one and logged. */
export function failure(error: unknown, call: string, log: Log): ServiceError {
	const why = whyMalformed(error);
	if (why !== undefined) log('malformed-request', { call, why });
	if (isServiceError(error)) return error;
	// The log has it once.
	if (error instanceof WritesRefused) return writesRefused(error.message);
	log('call-failed', { call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
	return internal();
}

import { SystemError } from '../shared/errors.ts';

/** Whether the event store failed with this code. */
export function isFailure(thrown: unknown, code: string): thrown is SystemError {
	return thrown instanceof SystemError && thrown.failure.code === code;
}

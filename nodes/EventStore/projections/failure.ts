import { SystemError, type SystemFailure } from '../../shared/errors.ts';

/** Codes of failures with projections. */
export const MISSING = 'projection-not-found';
export const EXISTS = 'projection-exists';
export const FAULTED = 'projection-faulted';

/**
 * Says in words what the server says of projections: but for a missing one (25) it answers with the names of its own messages.
 *
 * @param name of the projection, where there is one
 */
export async function inWords<T>(name: string | undefined, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		const failure = thrown instanceof SystemError && failureOf(thrown.failure, name);
		throw failure ? new SystemError(failure, thrown) : thrown;
	}
}

function failureOf({ message, code }: SystemFailure, name = ''): SystemFailure | undefined {
	const [, received] = /received (\w+) instead/.exec(message) ?? [];
	if (received === 'NotFound' || code === 'not-found') {
		return { message: `There is no projection "${name}"`, description: 'Create it, or choose one from the list.', code: MISSING };
	}
	// What a 23 says of a projection whose query it cannot read, and then of every list with such a one in it.
	if (code === 'unknown' && message === 'Exception was thrown by handler.') {
		return {
			message: name === '' ? 'The event store cannot list its projections' : `The event store cannot tell how the projection "${name}" is`,
			description: 'Older servers answer so when the query of a projection cannot be read: mend it with Update or Ensure, or delete it.',
			code: FAULTED,
		};
	}
	switch (received) {
		case 'Conflict':
			return { message: `There is a projection "${name}" already`, description: 'Update it, use Ensure, or choose another name.', code: EXISTS };
		case 'OperationFailed':
			return {
				message: `The event store did not do this to the projection "${name}"`,
				description: 'It says no more. A projection that runs must be disabled before it is deleted; a name must not be empty.',
				code: 'projection-operation-failed',
			};
		case 'NotAuthorized':
			return { message: 'Access denied', description: 'Projections are managed by administrators and operators.', code: 'access-denied' };
		default:
			return undefined;
	}
}

/** @param reason in the server's words */
export function faulted(name: string, reason: string | null): SystemError {
	return new SystemError({
		message: `The projection "${name}" is faulted: ${reason ?? 'the event store gives no reason'}`,
		description: 'The projection exists and does nothing. Mend its query with Update or Ensure.',
		code: FAULTED,
	});
}

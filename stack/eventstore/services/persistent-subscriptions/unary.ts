import type { handleUnaryCall } from '@grpc/grpc-js';
import { callerOf } from '../caller.ts';
import type { PersistentSubscriptionsContext } from './context.ts';
import { callFailure } from './failure.ts';

/**
 * A method with one answer.
 *
 * @param answer gives the response, given the request and who calls; what it throws becomes the error of the call
 */
export function unary<Request, Response>(
	name: string,
	{ log }: PersistentSubscriptionsContext,
	answer: (request: Request, caller: string) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
	return (call, callback) => {
		const answered = async () => answer(call.request, callerOf(call.metadata));
		answered().then(
			(response) => callback(null, response),
			(error: unknown) => callback(callFailure(error, name, log), null),
		);
	};
}

import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Log } from '../log.ts';
import { failure } from './failure.ts';

/**
 * A method with one answer.
 *
 * @param answer gives the response; what it throws becomes the error of the call
 */
export function unary<Request, Response>(
	name: string, log: Log, answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
	return (call, callback) => {
		const answered = async () => answer(call.request);
		answered().then(
			(response) => callback(null, response),
			(error: unknown) => callback(failure(error, name, log), null),
		);
	};
}

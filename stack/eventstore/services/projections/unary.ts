import type { handleUnaryCall, ServiceError } from '@grpc/grpc-js';
import { callbackFailed, projectionFaulted, projectionNotFound } from '../../errors.ts';
import { ProjectionRefusal } from '../../projections/refusal.ts';
import { failure } from '../failure.ts';
import type { ProjectionsContext } from './context.ts';

/** A method of the Projections service that answers once: what `work` gives, or its error in the contract's words. */
export function unary<Request, Response>(
	context: ProjectionsContext, method: string, work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
	return (call, callback) => {
		const answer = async () => work(call.request);
		answer().then(
			(response) => callback(null, response),
			(error: unknown) => callback(refusal(error, method, context), null),
		);
	};
}

export function refusal(error: unknown, method: string, context: ProjectionsContext): ServiceError {
	if (!(error instanceof ProjectionRefusal)) return failure(error, method, context.log);
	switch (error.kind) {
		case 'not_found': return projectionNotFound(error.message);
		case 'conflict': return callbackFailed('Conflict');
		case 'operation_failed': return callbackFailed('OperationFailed');
		case 'faulted': return projectionFaulted(error.message);
	}
}

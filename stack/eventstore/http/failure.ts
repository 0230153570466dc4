import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { isServiceError, projectionNotAuthorized } from '../errors.ts';
import { isAuthenticated } from '../security/principal.ts';
import { WritesRefused } from '../store/writes-refused.ts';
import { HttpError, text } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './resource.ts';

/** Who has not said who they are is asked to; who has is refused. */
export function refused({ caller }: Pick<Exchange, 'caller'>): HttpError {
	return new HttpError({ status: isAuthenticated(caller) ? 403 : 401 });
}

/** What an error of a gRPC service is over HTTP; undefined for what is no such error. */
export function answerOf(error: unknown, exchange: Pick<Exchange, 'caller'>): Answer | undefined {
	if (error instanceof HttpError) return error.answer;
	if (error instanceof WritesRefused) return text(503, error.message);
	if (!isServiceError(error)) return undefined;
	if (isRefusal(error)) return refused(exchange).answer;
	return text(statusOf(error.code), error.details);
}

function isRefusal({ code, details }: ServiceError): boolean {
	return code === status.PERMISSION_DENIED || details === projectionNotAuthorized().details;
}

function statusOf(code: status): number {
	switch (code) {
		case status.INVALID_ARGUMENT: case status.FAILED_PRECONDITION: return 400;
		case status.NOT_FOUND: return 404;
		case status.ALREADY_EXISTS: return 409;
		case status.UNIMPLEMENTED: return 501;
		case status.CANCELLED: case status.UNAVAILABLE: return 503;
		default: return 500;
	}
}

import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { RpcError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { GroupFailure } from '../../persistent-subscriptions/group-failure.ts';
import { failure } from '../failure.ts';

/** The error of the contract for what failed: texts and trailers are the vendor's. */
export function groupError({ fault, source, group, reason }: GroupFailure): ServiceError {
	const names = { 'stream-name': source, ...(group === '' ? {} : { 'group-name': group }) };
	const subject = `Subscription group ${group} on stream ${source}`;
	switch (fault) {
		case 'exists':
			return new RpcError(status.ALREADY_EXISTS, `${subject} exists.`, {
				exception: 'persistent-subscription-exists', ...names,
			});
		case 'missing':
			return new RpcError(status.NOT_FOUND, `${subject} does not exist.`, {
				exception: 'persistent-subscription-does-not-exist', ...names,
			});
		case 'full':
			return new RpcError(
				status.FAILED_PRECONDITION,
				`Maximum subscriptions reached for subscription group ${group} on stream ${source}.`,
				{ exception: 'maximum-subscribers-reached', ...names },
			);
		case 'dropped':
			return new RpcError(status.CANCELLED, `${subject} was dropped.`, {
				exception: 'persistent-subscription-dropped', ...names,
			});
		case 'refused':
			return new RpcError(status.INTERNAL, `${subject} failed: '${reason}'`, {
				exception: 'persistent-subscription-failed', ...names, reason,
			});
	}
}

/** The error that a client gets. */
export function callFailure(error: unknown, call: string, log: Log): ServiceError {
	return error instanceof GroupFailure ? groupError(error) : failure(error, call, log);
}

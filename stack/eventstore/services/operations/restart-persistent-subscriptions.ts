import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { unary } from '../unary.ts';
import type { OperationsContext } from './context.ts';

/** Operations.RestartPersistentSubscriptions: every group begins again from what is kept; consumers are let go. */
export function restartPersistentSubscriptions({ groups, log }: OperationsContext): handleUnaryCall<Empty, Empty> {
	return unary('RestartPersistentSubscriptions', log, () => {
		groups.restart();
		return new sharedPb.Empty();
	});
}

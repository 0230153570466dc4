import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { PersistentSubscriptionsContext } from './context.ts';
import { unary } from './unary.ts';

/** PersistentSubscriptions.RestartSubsystem: every group begins again from what is kept; consumers are let go. */
export function restartSubsystem(context: PersistentSubscriptionsContext): handleUnaryCall<Empty, Empty> {
	return unary('RestartSubsystem', context, () => {
		context.groups.restart();
		return new sharedPb.Empty();
	});
}

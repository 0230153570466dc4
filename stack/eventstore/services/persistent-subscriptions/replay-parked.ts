import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { ReplayParkedReq, ReplayParkedResp } from '@eventstore/db-client/generated/persistent_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { PersistentSubscriptionsContext } from './context.ts';
import { target } from './target.ts';
import { unary } from './unary.ts';

/** PersistentSubscriptions.ReplayParked: parked events come again, all or those before a revision of the parked stream. */
export function replayParked(
	context: PersistentSubscriptionsContext,
): handleUnaryCall<ReplayParkedReq, ReplayParkedResp> {
	return unary('ReplayParked', context, (request) => {
		const options = request.getOptions();
		const { source, group } = target(options);
		context.groups.find(source, group).replay(options?.hasStopAt() ? Number(options.getStopAt()) : Infinity);
		return new persistentPb.ReplayParkedResp();
	});
}

import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { DeleteReq, DeleteResp } from '@eventstore/db-client/generated/persistent_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { PersistentSubscriptionsContext } from './context.ts';
import { target } from './target.ts';
import { unary } from './unary.ts';

/** PersistentSubscriptions.Delete: the group, its parked events and its checkpoints; consumers are let go. */
export function remove(context: PersistentSubscriptionsContext): handleUnaryCall<DeleteReq, DeleteResp> {
	return unary('Delete', context, async (request, caller) => {
		const { source, group } = target(request.getOptions());
		await context.groups.delete(source, group, caller);
		return new persistentPb.DeleteResp();
	});
}

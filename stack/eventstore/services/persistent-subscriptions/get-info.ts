import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { GetInfoReq, GetInfoResp } from '@eventstore/db-client/generated/persistent_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { PersistentSubscriptionsContext } from './context.ts';
import { information } from './information.ts';
import { target } from './target.ts';
import { unary } from './unary.ts';

/** PersistentSubscriptions.GetInfo: settings, consumers and counters of one group. */
export function getInfo(context: PersistentSubscriptionsContext): handleUnaryCall<GetInfoReq, GetInfoResp> {
	return unary('GetInfo', context, (request) => {
		const { source, group } = target(request.getOptions());
		return new persistentPb.GetInfoResp().setSubscriptionInfo(information(context.groups.find(source, group)));
	});
}

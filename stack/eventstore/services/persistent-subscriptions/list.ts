import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { ListReq, ListResp } from '@eventstore/db-client/generated/persistent_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { invalidArgument } from '../../errors.ts';
import { allStream } from '../../persistent-subscriptions/streams.ts';
import type { PersistentSubscriptionsContext } from './context.ts';
import { information } from './information.ts';
import { streamSource } from './target.ts';
import { unary } from './unary.ts';

/** PersistentSubscriptions.List: the groups of a stream, of $all, or all. */
export function list(context: PersistentSubscriptionsContext): handleUnaryCall<ListReq, ListResp> {
	return unary('List', context, (request) => {
		const groups = context.groups.list(sourceOf(request.getOptions()));
		return new persistentPb.ListResp().setSubscriptionsList(groups.map((group) => information(group)));
	});
}

function sourceOf(options: ListReq.Options | undefined): string | undefined {
	if (options?.hasListAllSubscriptions()) return undefined;
	const stream = options?.getListForStream();
	if (stream === undefined) throw invalidArgument('A list is of a stream, of $all, or of all groups.');
	return stream.hasAll() ? allStream : streamSource(stream.getStream());
}

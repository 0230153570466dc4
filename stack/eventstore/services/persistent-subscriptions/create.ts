import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { CreateReq, CreateResp } from '@eventstore/db-client/generated/persistent_pb.js';
import { status } from '@grpc/grpc-js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { invalidArgument, RpcError } from '../../errors.ts';
import type { FilterSettings } from '../../persistent-subscriptions/settings.ts';
import { allStream } from '../../persistent-subscriptions/streams.ts';
import type { PersistentSubscriptionsContext } from './context.ts';
import { groupSettings } from './settings.ts';
import { startOf } from './start.ts';
import { unary } from './unary.ts';

/** PersistentSubscriptions.Create: a group on a stream, which need not exist, or on $all. */
export function create(context: PersistentSubscriptionsContext): handleUnaryCall<CreateReq, CreateResp> {
	return unary('Create', context, async (request, caller) => {
		const options = request.getOptions();
		const message = options?.getSettings();
		if (options === undefined || message === undefined) throw invalidArgument('A group needs its options and settings.');
		const { source, startFrom } = startOf(options);
		const all = options.getAll();
		if (source === allStream && all === undefined) throw wrongKind();
		const group = options.getGroupName();
		const filter = filterOf(all?.getFilter());
		const settings = { ...groupSettings(message, source, group), startFrom, filter };
		await context.groups.create(source, group, settings, caller);
		return new persistentPb.CreateResp();
	});
}

function filterOf(options: CreateReq.AllOptions.FilterOptions | undefined): FilterSettings | undefined {
	if (options === undefined) return undefined;
	const stream = options.getStreamIdentifier();
	const expression = stream ?? options.getEventType();
	if (expression === undefined) throw invalidArgument('A filter needs an expression on stream names or event types.');
	const on = stream === undefined ? 'type' : 'stream';
	return { on, regex: expression.getRegex(), prefixes: expression.getPrefixList() };
}

/** The vendor's words for `$all` where a stream's name is asked for. */
function wrongKind(): RpcError {
	return new RpcError(
		status.UNKNOWN,
		'Envelope callback expected either CreatePersistentSubscriptionToAllCompleted or NotHandled, '
		+ 'received CreatePersistentSubscriptionToStreamCompleted instead',
	);
}

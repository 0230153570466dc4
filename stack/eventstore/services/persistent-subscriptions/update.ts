import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { UpdateReq, UpdateResp } from '@eventstore/db-client/generated/persistent_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { invalidArgument } from '../../errors.ts';
import type { PersistentSubscriptionsContext } from './context.ts';
import { groupSettings } from './settings.ts';
import { startOf } from './start.ts';
import { unary } from './unary.ts';

/** PersistentSubscriptions.Update: other settings; consumers are let go, the filter and the checkpoint stay. */
export function update(context: PersistentSubscriptionsContext): handleUnaryCall<UpdateReq, UpdateResp> {
	return unary('Update', context, async (request, caller) => {
		const options = request.getOptions();
		const message = options?.getSettings();
		if (options === undefined || message === undefined) throw invalidArgument('A group needs its options and settings.');
		const { source, startFrom } = startOf(options);
		const group = options.getGroupName();
		const settings = { ...groupSettings(message, source, group), startFrom, filter: undefined };
		await context.groups.update(source, group, settings, caller);
		return new persistentPb.UpdateResp();
	});
}

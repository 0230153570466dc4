import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { DisableReq, DisableResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { userNotFound } from '../../errors.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

/** Users.Disable: the user can no longer log in. */
export function disableUser(context: UsersContext): handleUnaryCall<DisableReq, DisableResp> {
	return (call, callback) => {
		disable(context, call.request).then(
			() => callback(null, new usersPb.DisableResp()),
			(error: unknown) => callback(failure(error, 'Users.Disable', context.log), null),
		);
	};
}

async function disable({ users }: UsersContext, request: DisableReq): Promise<void> {
	const login = request.getOptions()?.getLoginName() ?? '';
	if (!await users.update(login, { disabled: true })) throw userNotFound(login);
}

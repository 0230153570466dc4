import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { EnableReq, EnableResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { userNotFound } from '../../errors.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

/** Users.Enable: the user can log in again. */
export function enableUser(context: UsersContext): handleUnaryCall<EnableReq, EnableResp> {
	return (call, callback) => {
		enable(context, call.request).then(
			() => callback(null, new usersPb.EnableResp()),
			(error: unknown) => callback(failure(error, 'Users.Enable', context.log), null),
		);
	};
}

async function enable({ users }: UsersContext, request: EnableReq): Promise<void> {
	const login = request.getOptions()?.getLoginName() ?? '';
	if (!await users.update(login, { disabled: false })) throw userNotFound(login);
}

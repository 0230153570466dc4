import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { UpdateReq, UpdateResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { userNotFound } from '../../errors.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

/** Users.Update: full name and groups. The password in the request has no effect, as on the vendor's server. */
export function updateUser(context: UsersContext): handleUnaryCall<UpdateReq, UpdateResp> {
	return (call, callback) => {
		update(context, call.request).then(
			() => callback(null, new usersPb.UpdateResp()),
			(error: unknown) => callback(failure(error, 'Users.Update', context.log), null),
		);
	};
}

async function update({ users }: UsersContext, request: UpdateReq): Promise<void> {
	const options = request.getOptions();
	const login = options?.getLoginName() ?? '';
	const change = { fullName: options?.getFullName() ?? '', groups: options?.getGroupsList() ?? [] };
	if (!await users.update(login, change)) throw userNotFound(login);
}

import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { DeleteReq, DeleteResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { userNotFound } from '../../errors.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

/** Users.Delete: the login can be taken anew. */
export function deleteUser(context: UsersContext): handleUnaryCall<DeleteReq, DeleteResp> {
	return (call, callback) => {
		remove(context, call.request).then(
			() => callback(null, new usersPb.DeleteResp()),
			(error: unknown) => callback(failure(error, 'Users.Delete', context.log), null),
		);
	};
}

async function remove({ users }: UsersContext, request: DeleteReq): Promise<void> {
	const login = request.getOptions()?.getLoginName() ?? '';
	if (!await users.delete(login)) throw userNotFound(login);
}

import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { ChangePasswordReq, ChangePasswordResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { accessDenied, userNotFound } from '../../errors.ts';
import { hashPassword, verifyPassword } from '../../users/password.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

/** Users.ChangePassword: a new password for whoever knows the old one. */
export function changePassword(context: UsersContext): handleUnaryCall<ChangePasswordReq, ChangePasswordResp> {
	return (call, callback) => {
		change(context, call.request).then(
			() => callback(null, new usersPb.ChangePasswordResp()),
			(error: unknown) => callback(failure(error, 'Users.ChangePassword', context.log), null),
		);
	};
}

async function change({ users }: UsersContext, request: ChangePasswordReq): Promise<void> {
	const options = request.getOptions();
	const login = options?.getLoginName() ?? '';
	const user = users.find(login);
	if (user === undefined) throw userNotFound(login);
	if (!await verifyPassword(options?.getCurrentPassword() ?? '', user)) throw accessDenied('Access Denied');
	if (!await users.setPassword(login, await hashPassword(options?.getNewPassword() ?? ''))) throw userNotFound(login);
}

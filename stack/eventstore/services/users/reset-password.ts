import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { ResetPasswordReq, ResetPasswordResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { userNotFound } from '../../errors.ts';
import { hashPassword } from '../../users/password.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

/** Users.ResetPassword: a new password, without knowing the old one. */
export function resetPassword(context: UsersContext): handleUnaryCall<ResetPasswordReq, ResetPasswordResp> {
	return (call, callback) => {
		reset(context, call.request).then(
			() => callback(null, new usersPb.ResetPasswordResp()),
			(error: unknown) => callback(failure(error, 'Users.ResetPassword', context.log), null),
		);
	};
}

async function reset({ users }: UsersContext, request: ResetPasswordReq): Promise<void> {
	const options = request.getOptions();
	const login = options?.getLoginName() ?? '';
	if (users.find(login) === undefined) throw userNotFound(login);
	if (!await users.setPassword(login, await hashPassword(options?.getNewPassword() ?? ''))) throw userNotFound(login);
}

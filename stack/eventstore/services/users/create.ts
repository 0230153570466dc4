import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { CreateReq, CreateResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { invalidArgument } from '../../errors.ts';
import { hashPassword } from '../../users/password.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

/** Users.Create. As on the vendor's server a login that is taken is no error, and changes nothing. */
export function createUser(context: UsersContext): handleUnaryCall<CreateReq, CreateResp> {
	return (call, callback) => {
		create(context, call.request).then(
			() => callback(null, new usersPb.CreateResp()),
			(error: unknown) => callback(failure(error, 'Users.Create', context.log), null),
		);
	};
}

async function create({ users }: UsersContext, request: CreateReq): Promise<void> {
	const options = request.getOptions();
	if (options === undefined) throw invalidArgument('A user needs options.');
	await users.create({
		loginName: options.getLoginName(),
		fullName: options.getFullName(),
		groups: options.getGroupsList(),
		...await hashPassword(options.getPassword()),
	});
}

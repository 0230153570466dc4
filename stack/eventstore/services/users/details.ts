import usersPb from '@eventstore/db-client/generated/users_pb.js';
import type { DetailsReq, DetailsResp } from '@eventstore/db-client/generated/users_pb.js';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import { userNotFound } from '../../errors.ts';
import type { User } from '../../users/user.ts';
import { failure } from '../failure.ts';
import type { UsersContext } from './context.ts';

const { UserDetails } = usersPb.DetailsResp;

/** Units of 100 ns in a millisecond: times are .NET ticks, counted from 1970. */
const ticksPerMillisecond = 10_000n;

/** Users.Details: one user, or all of them when none is named. */
export function details({ users, log }: UsersContext): handleServerStreamingCall<DetailsReq, DetailsResp> {
	return (call) => {
		try {
			const login = call.request.getOptions()?.getLoginName() ?? '';
			const user = login === '' ? undefined : users.find(login);
			if (login !== '' && user === undefined) throw userNotFound(login);
			for (const found of user === undefined ? users.all() : [user]) call.write(response(found));
			call.end();
		} catch (error) {
			call.emit('error', failure(error, 'Users.Details', log));
		}
	};
}

function response({ loginName, fullName, groups, disabled, updated }: User): DetailsResp {
	const ticks = String(BigInt(updated) * ticksPerMillisecond);
	return new usersPb.DetailsResp().setUserDetails(
		new UserDetails()
			.setLoginName(loginName)
			.setFullName(fullName)
			.setGroupsList(groups)
			.setLastUpdated(new UserDetails.DateTime().setTicksSinceEpoch(ticks))
			.setDisabled(disabled),
	);
}

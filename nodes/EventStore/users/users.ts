import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb.js';
import {
	CreateReq,
	DeleteReq,
	DetailsReq,
	type DetailsResp,
	DisableReq,
	EnableReq,
	ResetPasswordReq,
	UpdateReq,
} from '@eventstore/db-client/generated/users_pb.js';

import { SystemError } from '../../shared/errors.ts';
import { orNone } from '../../shared/or-none.ts';
import type { EventStore } from '../transport.ts';

/** Code by which the server says that there is no such user. */
export const NO_USER = 'user-not-found';

/** Ticks of .NET, of which a millisecond has so many. */
const TICKS = 10_000n;

/** A user as items carry it. */
export type UserItem = ReturnType<typeof toItem>;

/** @throws SystemError `no-users` without TLS: there the real server leaves every call about users without an answer */
async function assertUsers(eventStore: EventStore): Promise<void> {
	if (await eventStore.call(async (connection) => connection.way.secure)) return;
	throw new SystemError({
		message: 'Without TLS the event store has no users',
		description: 'Everybody may do everything there. Use a server with TLS and a credential of an administrator.',
		code: 'no-users',
	});
}

/** @param login of one user; all unless given */
export async function usersOf(eventStore: EventStore, login?: string): Promise<UserItem[]> {
	await assertUsers(eventStore);
	const request = new DetailsReq();
	if (login !== undefined) request.setOptions(new DetailsReq.Options().setLoginName(login));
	const answers = await eventStore.call((connection) => connection.several(UsersClient, (client, metadata, options) => client.details(request, metadata, options)));
	return answers.flatMap((answer) => answer.getUserDetails() ?? []).map(toItem);
}

export async function findUser(eventStore: EventStore, login: string): Promise<UserItem | undefined> {
	return (await orNone(usersOf(eventStore, login), NO_USER))?.[0];
}

/** @throws SystemError `user-not-found` */
export async function getUser(eventStore: EventStore, login: string): Promise<UserItem> {
	const found = await findUser(eventStore, login);
	if (found !== undefined) return found;
	throw new SystemError({ message: `There is no user "${login}"`, description: 'Login names are told apart by large and small letters.', code: NO_USER });
}

/** @throws SystemError `user-exists`: the server says nothing then, and does nothing */
export async function createUser(eventStore: EventStore, user: { login: string; password: string; fullName: string; groups: string[] }): Promise<void> {
	const { login, password, fullName, groups } = user;
	if ((await findUser(eventStore, login)) !== undefined) {
		throw new SystemError({ message: `There is a user "${login}" already`, description: 'Update it, or choose another login name.', code: 'user-exists' });
	}
	const request = new CreateReq().setOptions(new CreateReq.Options().setLoginName(login).setPassword(password).setFullName(fullName).setGroupsList(groups));
	await eventStore.call((connection) => connection.unary(UsersClient, (client, metadata, options, answer) => client.create(request, metadata, options, answer)));
}

/** Both are put in place of what was; the password stays. */
export async function updateUser(eventStore: EventStore, login: string, { fullName, groups }: { fullName: string; groups: string[] }): Promise<void> {
	const request = new UpdateReq().setOptions(new UpdateReq.Options().setLoginName(login).setFullName(fullName).setGroupsList(groups));
	await eventStore.call((connection) => connection.unary(UsersClient, (client, metadata, options, answer) => client.update(request, metadata, options, answer)));
}

export async function deleteUser(eventStore: EventStore, login: string): Promise<void> {
	await assertUsers(eventStore);
	const request = new DeleteReq().setOptions(new DeleteReq.Options().setLoginName(login));
	await eventStore.call((connection) => connection.unary(UsersClient, (client, metadata, options, answer) => client.delete(request, metadata, options, answer)));
}

/** @param disabled a disabled user is not let in */
export async function setDisabled(eventStore: EventStore, login: string, disabled: boolean): Promise<void> {
	await assertUsers(eventStore);
	await eventStore.call((connection) =>
		connection.unary(UsersClient, (client, metadata, options, answer) =>
			disabled
				? client.disable(new DisableReq().setOptions(new DisableReq.Options().setLoginName(login)), metadata, options, answer)
				: client.enable(new EnableReq().setOptions(new EnableReq.Options().setLoginName(login)), metadata, options, answer),
		),
	);
}

export async function resetPassword(eventStore: EventStore, login: string, password: string): Promise<void> {
	await assertUsers(eventStore);
	const request = new ResetPasswordReq().setOptions(new ResetPasswordReq.Options().setLoginName(login).setNewPassword(password));
	await eventStore.call((connection) => connection.unary(UsersClient, (client, metadata, options, answer) => client.resetPassword(request, metadata, options, answer)));
}

function toItem(details: DetailsResp.UserDetails) {
	const ticks = details.getLastUpdated()?.getTicksSinceEpoch();
	return {
		login: details.getLoginName(),
		fullName: details.getFullName(),
		groups: details.getGroupsList(),
		disabled: details.getDisabled(),
		/** ISO 8601; users that the server made itself have none. */
		updated: ticks === undefined ? null : new Date(Number(BigInt(ticks) / TICKS)).toISOString(),
	};
}

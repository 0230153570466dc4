import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import type { MethodDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { usersNeedTls } from '../../errors.ts';
import { changePassword } from './change-password.ts';
import type { UsersContext } from './context.ts';
import { createUser } from './create.ts';
import { deleteUser } from './delete.ts';
import { details } from './details.ts';
import { disableUser } from './disable.ts';
import { enableUser } from './enable.ts';
import { resetPassword } from './reset-password.ts';
import { updateUser } from './update.ts';

/** The Users service; without users (a server without TLS) every method says why there are none. */
export function usersService(context: UsersContext | undefined): UntypedServiceImplementation {
	if (context === undefined) return withoutUsers();
	return {
		create: createUser(context),
		update: updateUser(context),
		delete: deleteUser(context),
		enable: enableUser(context),
		disable: disableUser(context),
		details: details(context),
		changePassword: changePassword(context),
		resetPassword: resetPassword(context),
	};
}

/** The vendor's server never answers there; an error is of more use. */
function withoutUsers(): UntypedServiceImplementation {
	const service: UntypedServiceImplementation = {};
	for (const [name, method] of Object.entries(UsersService as object as Record<string, MethodDefinition<never, never>>)) {
		service[name] = method.responseStream
			? (call: { emit(event: 'error', error: Error): void }) => call.emit('error', usersNeedTls())
			: (_call: unknown, callback: (error: Error) => void) => callback(usersNeedTls());
	}
	return service;
}

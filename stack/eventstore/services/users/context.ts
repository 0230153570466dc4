import type { Log } from '../../log.ts';
import type { Users } from '../../users/users.ts';

/** What the handlers of the Users service work with. */
export interface UsersContext {
	users: Users;
	log: Log;
}

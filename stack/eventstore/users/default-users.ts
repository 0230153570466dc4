import { hashPassword } from './password.ts';
import type { Users } from './users.ts';

/** Passwords of the accounts that every database has. */
export interface DefaultPasswords {
	admin: string;
	ops: string;
}

const accounts = [
	{ loginName: 'admin', fullName: 'KurrentDB Administrator', groups: ['$admins'] },
	{ loginName: 'ops', fullName: 'KurrentDB Operations', groups: ['$ops'] },
] as const;

/** Makes the accounts `admin` and `ops` where they are missing; those that are there keep their passwords. */
export async function createDefaultUsers(users: Users, passwords: DefaultPasswords): Promise<void> {
	for (const { loginName, fullName, groups } of accounts) {
		if (users.find(loginName) !== undefined) continue;
		await users.create({ loginName, fullName, groups: [...groups], ...await hashPassword(passwords[loginName]) });
	}
}

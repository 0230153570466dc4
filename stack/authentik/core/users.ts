import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { User } from '../models/user.ts';
import type { Database } from '../storage/database.ts';

/** What a new user is made of; the rest has defaults. */
export type NewUser = Pick<User, 'username' | 'name'> & Partial<Omit<User, 'pk' | 'uuid' | 'uid'>>;

/** Completes a user with the values that the server gives. */
export function newUser(database: Database, given: NewUser): Omit<User, 'pk'> {
	const now = new Date().toISOString();
	const uuid = randomUUID();
	const salt = database.secret('uid', () => randomBytes(32));
	return {
		email: '',
		is_active: true,
		type: 'internal',
		path: 'users',
		attributes: {},
		last_login: null,
		password: null,
		...given,
		uuid,
		uid: createHash('sha256').update(salt).update(uuid).digest('hex'),
		date_joined: now,
		last_updated: now,
		password_change_date: now,
	};
}

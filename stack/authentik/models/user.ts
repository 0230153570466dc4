import type { Model, Stored } from '../storage/model.ts';

export type UserType = 'internal' | 'external' | 'service_account' | 'internal_service_account';

export interface User extends Stored {
	pk: number;
	uuid: string;
	/** SHA-256 in hex; the `sub` of tokens when the provider hashes it. */
	uid: string;
	username: string;
	name: string;
	email: string;
	is_active: boolean;
	type: UserType;
	path: string;
	attributes: Record<string, unknown>;
	last_login: string | null;
	date_joined: string;
	last_updated: string;
	password_change_date: string;
	/** As `crypto/passwords.ts` writes it; null when the user has none. */
	password: string | null;
}

export const userModel: Model<User> = {
	app: 'authentik_core',
	name: 'user',
	verboseName: 'User',
	key: 'integer',
	unique: ['username', 'uuid', 'uid'],
	indexed: [],
	references: {},
};

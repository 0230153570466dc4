import type { Model, Stored } from '../storage/model.ts';

export type Intent = 'verification' | 'api' | 'recovery' | 'app_password';

export interface Token extends Stored {
	pk: string;
	identifier: string;
	intent: Intent;
	user: number;
	description: string;
	managed: string | null;
	expires: string | null;
	expiring: boolean;
	/** Kept as it is, because view_key answers it. */
	key: string;
	/** SHA-256 of the key in hex, to look it up without comparing the key itself. */
	digest: string;
}

export const tokenModel: Model<Token> = {
	app: 'authentik_core',
	name: 'token',
	verboseName: 'Token',
	key: 'uuid',
	unique: ['identifier', 'digest'],
	indexed: [],
	references: { user: { kind: 'authentik_core.user', onDelete: 'cascade' } },
};

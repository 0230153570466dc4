import type { Model, Stored } from '../storage/model.ts';

export const GRANT_TYPES = [
	'authorization_code',
	'implicit',
	'hybrid',
	'refresh_token',
	'client_credentials',
	'password',
	'urn:ietf:params:oauth:grant-type:device_code',
	'urn:ietf:params:oauth:grant-type:token-exchange',
] as const;

export const SUB_MODES = [
	'hashed_user_id',
	'user_id',
	'user_uuid',
	'user_username',
	'user_email',
	'user_upn',
] as const;

export interface RedirectUri {
	matching_mode: 'strict' | 'regex';
	url: string;
	redirect_uri_type: 'authorization' | 'logout';
}

export interface OAuth2Provider extends Stored {
	pk: number;
	name: string;
	authentication_flow: string | null;
	authorization_flow: string;
	invalidation_flow: string;
	client_type: 'confidential' | 'public';
	grant_types: (typeof GRANT_TYPES)[number][];
	client_id: string;
	client_secret: string;
	/** Durations as Authentik writes them: `hours=1;minutes=2`. */
	access_code_validity: string;
	access_token_validity: string;
	refresh_token_validity: string;
	refresh_token_threshold: string;
	include_claims_in_id_token: boolean;
	signing_key: string | null;
	encryption_key: string | null;
	redirect_uris: RedirectUri[];
	logout_uri: string;
	logout_method: 'backchannel' | 'frontchannel';
	sub_mode: (typeof SUB_MODES)[number];
	issuer_mode: 'global' | 'per_provider';
	jwt_federation_sources: string[];
}

export const oauth2ProviderModel: Model<OAuth2Provider> = {
	app: 'authentik_providers_oauth2',
	name: 'oauth2provider',
	verboseName: 'OAuth2/OpenID Provider',
	key: 'integer',
	unique: ['name', 'client_id'],
	indexed: [],
	references: {
		authentication_flow: { kind: 'authentik_flows.flow', onDelete: 'set_null' },
		authorization_flow: { kind: 'authentik_flows.flow', onDelete: 'cascade' },
		invalidation_flow: { kind: 'authentik_flows.flow', onDelete: 'cascade' },
		signing_key: { kind: 'authentik_crypto.certificatekeypair', onDelete: 'set_null' },
		encryption_key: { kind: 'authentik_crypto.certificatekeypair', onDelete: 'set_null' },
	},
};

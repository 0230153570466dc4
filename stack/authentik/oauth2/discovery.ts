import type { KoaContextWithOIDC } from 'oidc-provider';
import { CLAIMS_SUPPORTED } from './claims.ts';
import { GRANTS } from './grants.ts';
import type { Realm } from './realm.ts';

/** The members of the discovery document that Authentik gives otherwise than oidc-provider, or not at all. */
export function discovery(ctx: KoaContextWithOIDC, { provider, urls, signingKey, scopes }: Realm): void {
	const {
		authorization_response_iss_parameter_supported: _iss,
		request_uri_parameter_supported: _requestUri,
		...document
	} = ctx.body as Record<string, unknown>;
	ctx.body = {
		...document,
		// Not among oidc-provider's: the embedded server has no sessions for its end-session to look at.
		end_session_endpoint: urls.endSession,
		grant_types_supported: GRANTS.filter((grant) => provider.grant_types.includes(grant)),
		response_types_supported: [
			'code',
			'id_token',
			'id_token token',
			'code token',
			'code id_token',
			'code id_token token',
		],
		response_modes_supported: ['query', 'fragment', 'form_post'],
		scopes_supported: scopes,
		id_token_signing_alg_values_supported: [signingKey.alg],
		token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
		claims_supported: [...CLAIMS_SUPPORTED],
		claims_parameter_supported: false,
		request_parameter_supported: false,
		code_challenge_methods_supported: ['plain', 'S256'],
	};
}

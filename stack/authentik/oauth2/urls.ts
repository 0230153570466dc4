import type { OAuth2Provider } from '../models/oauth2-provider.ts';

export interface EndpointUrls {
	issuer: string;
	authorize: string;
	token: string;
	userinfo: string;
	introspect: string;
	revoke: string;
	device: string;
	configuration: string;
	endSession: string;
	jwks: string;
}

/** Below which all OpenID addresses lie. */
export const PREFIX = '/application/o/';

/**
 * Authentik's addresses. Six are the same for every provider; three belong to the application, and are empty for a
 * provider without one. The issuer belongs to the provider unless its mode is `global`.
 */
export function endpointUrls(
	origin: string,
	slug: string | undefined,
	issuerMode: OAuth2Provider['issuer_mode'],
): EndpointUrls {
	const global = `${origin}${PREFIX}`;
	const own = slug === undefined ? undefined : `${global}${slug}/`;
	return {
		issuer: (issuerMode === 'per_provider' ? own : undefined) ?? `${origin}/`,
		authorize: `${global}authorize/`,
		token: `${global}token/`,
		userinfo: `${global}userinfo/`,
		introspect: `${global}introspect/`,
		revoke: `${global}revoke/`,
		device: `${global}device/`,
		configuration: own ? `${own}.well-known/openid-configuration` : '',
		endSession: own ? `${own}end-session/` : '',
		jwks: own ? `${own}jwks/` : '',
	};
}

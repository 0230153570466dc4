import { SignJWT } from 'jose';
import { parseDuration } from '../core/duration.ts';
import { generateKey } from '../crypto/keys.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import type { User } from '../models/user.ts';
import type { Objects } from '../storage/objects.ts';
import type { Claims } from './claims.ts';
import { scopeClaims, subject } from './claims.ts';
import type { SigningKey } from './signing-key.ts';

const ACR = 'goauthentik.io/providers/oauth2/default';

export interface TokenRequest {
	objects: Objects;
	provider: OAuth2Provider;
	issuer: string;
	signingKey: SigningKey;
	user: User;
	/** Granted ones. */
	scopes: readonly string[];
	/** Seconds since 1970. */
	now: number;
}

export interface Tokens {
	accessToken: string;
	idToken: string;
	/** The claims of the id token; the access token has `azp`, `uid` and `scope` besides. */
	claims: Claims & { exp: number };
	expiresIn: number;
}

/** Signs an access token and its id token. They share issuer, audience, key and `jti`. */
export async function signTokens(request: TokenRequest): Promise<Tokens> {
	const { objects, provider, user, scopes, now } = request;
	const expiresIn = accessTokenLifetime(provider);
	const claims = {
		iss: request.issuer,
		sub: subject(provider, user),
		aud: provider.client_id,
		exp: now + expiresIn,
		iat: now,
		auth_time: now,
		acr: ACR,
		...(provider.include_claims_in_id_token ? scopeClaims(objects, user, scopes) : {}),
		jti: generateKey(40),
	};
	const accessClaims = { ...claims, azp: provider.client_id, uid: generateKey(40), scope: scopes.join(' ') };
	const [accessToken, idToken] = await Promise.all([
		sign(accessClaims, request.signingKey),
		sign(claims, request.signingKey),
	]);
	return { accessToken, idToken, claims, expiresIn };
}

/** Seconds. */
export function accessTokenLifetime(provider: OAuth2Provider): number {
	return Math.max(1, Math.floor(parseDuration(provider.access_token_validity) ?? 3600));
}

function sign(claims: Claims, { alg, kid, key }: SigningKey): Promise<string> {
	return new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT' }).sign(key);
}

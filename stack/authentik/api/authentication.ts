import { findToken } from '../core/tokens.ts';
import type { User } from '../models/user.ts';
import { userModel } from '../models/user.ts';
import type { AccessTokens } from '../oauth2/access-tokens.ts';
import type { Objects } from '../storage/objects.ts';
import { notAuthenticated, tokenInvalid } from './errors.ts';

/** The scope that lets an OAuth access token into the management API. */
const API_SCOPE = 'goauthentik.io/api';

/**
 * The active user whom an Authorization header names: `Bearer` (in any case) with the key of a token of intent `api`,
 * or with an access token that has the scope `goauthentik.io/api`.
 * @throws ApiError 403, never 401, as Authentik answers
 */
export function authenticate(header: string | undefined, objects: Objects, accessTokens: AccessTokens): User {
	const [scheme, credentials, ...rest] = (header ?? '').trim().split(/\s+/);
	if (scheme?.toLowerCase() !== 'bearer' || !credentials || rest.length > 0) throw notAuthenticated();
	const user = userOfToken(credentials, objects) ?? userOfAccessToken(credentials, objects, accessTokens);
	if (!user?.is_active) throw tokenInvalid();
	return user;
}

function userOfToken(key: string, objects: Objects): User | undefined {
	const token = findToken(objects, key, 'api');
	return token && objects.get(userModel, token.user);
}

function userOfAccessToken(jwt: string, objects: Objects, accessTokens: AccessTokens): User | undefined {
	const token = accessTokens.find(jwt);
	if (!token?.scope.split(' ').includes(API_SCOPE)) return undefined;
	return objects.find(userModel, 'uuid', token.account);
}

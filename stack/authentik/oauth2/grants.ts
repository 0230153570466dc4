import type { Provider, TokenEndpointGrantContext } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { generateKey } from '../crypto/keys.ts';
import { record } from '../events/log.ts';
import type { User } from '../models/user.ts';
import { mayAccess } from '../policies/engine.ts';
import { grantedScopes } from './claims.ts';
import { forwarding } from './forwarded-request.ts';
import { identifyUser } from './identify-user.ts';
import type { Realm } from './realm.ts';
import type { OAuth2Services } from './services.ts';
import type { Tokens } from './tokens.ts';
import { signTokens } from './tokens.ts';

/** Grants that a provider takes without a browser; Authentik treats both alike. */
export const GRANTS = ['client_credentials', 'password'] as const;

interface Parameters {
	scope?: string;
	username?: string;
	password?: string;
}

const PARAMETERS = ['scope', 'username', 'password'];

type GrantContext = TokenEndpointGrantContext<Parameters>;

/** Teaches an oidc-provider Authentik's client_credentials and password grants. */
export function registerGrants(oidc: Provider, realm: Realm, services: OAuth2Services): void {
	for (const grant of GRANTS) {
		const answer = async (ctx: GrantContext) => {
			if (!realm.provider.grant_types.includes(grant)) throw new errors.UnsupportedGrantType();
			ctx.body = await issue(ctx, realm, services);
		};
		oidc.registerGrantType<Parameters>(grant, answer, PARAMETERS);
	}
}

/** The answer of the token endpoint. There is no refresh token, and an id token even without the scope openid. */
async function issue(ctx: GrantContext, realm: Realm, services: OAuth2Services): Promise<Record<string, unknown>> {
	const { provider, issuer, signingKey } = realm;
	const { objects } = services;
	const user = authorizedUser(ctx, realm, services);
	const scopes = grantedScopes(realm.scopes, ctx.oidc.params.scope);
	const now = Math.floor(Date.now() / 1000);
	const tokens = await signTokens({ objects, provider, issuer, signingKey, user, scopes, now });
	await store(ctx, realm, services, user, scopes.join(' '), tokens);
	return {
		access_token: tokens.accessToken,
		token_type: 'Bearer',
		scope: scopes.join(' '),
		expires_in: tokens.expiresIn,
		id_token: tokens.idToken,
	};
}

/** @throws InvalidGrant for an unknown user, one whom a binding refuses, and a provider without application */
function authorizedUser(ctx: GrantContext, realm: Realm, services: OAuth2Services): User {
	const { provider, application } = realm;
	const { params } = ctx.oidc;
	const { presentedSecret, clientAssertion } = forwarding(ctx.req);
	if (!application) throw new errors.InvalidGrant('the provider has no application');
	const user = identifyUser(services, provider, application, {
		username: params.username,
		password: params.password,
		clientSecret: presentedSecret,
		clientAssertion,
	});
	if (!user) throw new errors.InvalidGrant('no user has these credentials');
	if (!mayAccess(services.objects, application, user)) throw new errors.InvalidGrant('a binding refuses the user');
	return user;
}

/** Keeps the token and its grant, then the JWT that stands for it and the event of the log-in. */
async function store(
	ctx: GrantContext,
	realm: Realm,
	services: OAuth2Services,
	user: User,
	scope: string,
	tokens: Tokens,
): Promise<void> {
	const { client, provider: oidc } = ctx.oidc;
	const { objects, accessTokens, commits } = services;
	const grant = new oidc.Grant({ accountId: user.uuid, clientId: client.clientId });
	grant.addOIDCScope(scope);
	grant.jti = generateKey(43);
	grant.exp = tokens.claims.exp;
	const token = new oidc.AccessToken({
		accountId: user.uuid,
		client,
		grantId: grant.jti,
		gty: 'client_credentials',
		scope,
	});
	token.exp = tokens.claims.exp;
	const [id] = await Promise.all([token.save(), grant.save()]);
	await commits.add(() => {
		const { claims } = tokens;
		accessTokens.add(tokens.accessToken, { id, client: client.clientId, claims, expires: claims.exp });
		record(objects, {
			action: 'login',
			app: 'authentik.providers.oauth2.views.token',
			context: { auth_method: 'token', auth_method_args: { provider: realm.provider.name } },
			user,
			source: forwarding(ctx.req).source,
		});
	});
}

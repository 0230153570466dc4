import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Account, Configuration } from 'oidc-provider';
import { parseDuration } from '../core/duration.ts';
import { federation } from '../models/relations.ts';
import { oauth2ProviderModel } from '../models/oauth2-provider.ts';
import { userModel } from '../models/user.ts';
import { DatabaseAdapter } from './adapter.ts';
import { ClientAdapter } from './client-adapter.ts';
import { subject } from './claims.ts';
import type { Realm } from './realm.ts';
import type { OAuth2Services } from './services.ts';
import { accessTokenLifetime } from './tokens.ts';

/** oidc-provider must have a key, though every token here is signed by `tokens.ts`, with the provider's own. */
const UNUSED_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

/** Configures an oidc-provider for one provider of Authentik. What it would do otherwise than Authentik is off. */
export function configurationOf(realm: Realm, services: OAuth2Services): Configuration {
	const { provider, urls } = realm;
	const { objects, database, commits } = services;
	const path = (url: string) => (url === '' ? undefined : new URL(url).pathname);
	const off = { enabled: false };
	return {
		adapter: (model: string) =>
			model === 'Client' ? new ClientAdapter(objects) : new DatabaseAdapter(model, database, commits),
		jwks: { keys: [UNUSED_KEY] },
		cookies: { keys: [database.secret('cookies', () => randomBytes(32)).toString('hex')] },
		// With this scope oidc-provider would take refresh tokens, and none are issued.
		scopes: realm.scopes.filter((scope) => scope !== 'offline_access'),
		responseTypes: [],
		claims: { openid: ['sub'] },
		clientDefaults: { id_token_signed_response_alg: 'ES256' },
		acrValues: ['goauthentik.io/providers/oauth2/default'],
		clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
		clientBasedCORS: (_ctx, origin) => provider.redirect_uris.some(({ url }) => originOfUri(url) === origin),
		routes: {
			authorization: path(urls.authorize),
			token: path(urls.token),
			userinfo: path(urls.userinfo),
			introspection: path(urls.introspect),
			revocation: path(urls.revoke),
			jwks: path(urls.jwks),
			end_session: path(urls.endSession),
		},
		features: {
			devInteractions: off,
			dPoP: off,
			pushedAuthorizationRequests: off,
			resourceIndicators: off,
			rpInitiatedLogout: off,
			introspection: {
				enabled: true,
				allowedPolicy: (_ctx, client, token) => mayIntrospect(services, client.clientId, token.clientId),
			},
			revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
		},
		ttl: {
			AccessToken: () => accessTokenLifetime(provider),
			ClientCredentials: () => accessTokenLifetime(provider),
			IdToken: () => accessTokenLifetime(provider),
			Grant: () => Math.floor(parseDuration(provider.refresh_token_validity) ?? 2_592_000),
		},
		findAccount(_ctx, accountId): Account | undefined {
			const user = objects.find(userModel, 'uuid', accountId);
			if (!user?.is_active) return undefined;
			return { accountId, claims: () => ({ sub: subject(provider, user) }) };
		},
		renderError(ctx, out) {
			ctx.type = 'application/json';
			ctx.body = out;
		},
	};
}

/** A token may be looked up by its own provider, and by those that its provider lists as federated. */
function mayIntrospect({ objects }: OAuth2Services, asking: string, issuing: string | undefined): boolean {
	if (asking === issuing) return true;
	const issuer = objects.find(oauth2ProviderModel, 'client_id', issuing);
	const asker = objects.find(oauth2ProviderModel, 'client_id', asking);
	return Boolean(issuer && asker && objects.linked(federation, 'forward', issuer.pk).includes(asker.pk));
}

function originOfUri(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).origin : undefined;
}

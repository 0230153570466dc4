import { randomUUID } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { userModel } from '../models/user.ts';
import { scopeClaims, subject } from './claims.ts';
import { discovery } from './discovery.ts';
import { forwarding } from './forwarded-request.ts';
import type { Realm } from './realm.ts';
import type { OAuth2Services } from './services.ts';

/** An error of the token and revocation endpoints, in Authentik's form. */
export function oauthError(error: string, description: string): Record<string, string> {
	return { error, error_description: description, request_id: randomUUID().replaceAll('-', '') };
}

/** Turns what oidc-provider answers into what Authentik answers. Runs around oidc-provider's own handling. */
export function authentikShapes(realm: Realm, services: OAuth2Services) {
	return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
		await next();
		switch (ctx.oidc?.route) {
			case 'discovery':
				return discovery(ctx, realm);
			case 'token':
				return token(ctx);
			case 'introspection':
				return introspection(ctx);
			case 'revocation':
				return revocation(ctx);
			case 'userinfo':
				return userinfo(ctx, services, realm);
		}
	};
}

type Failure = { error?: string; error_description?: string };

/** Every error of the token endpoint is 400, invalid_client too. */
function token(ctx: KoaContextWithOIDC): void {
	const { error, error_description: description = '' } = ctx.body as Failure;
	if (error === undefined) return;
	ctx.status = error === 'server_error' ? 500 : 400;
	ctx.remove('WWW-Authenticate');
	ctx.body = oauthError(error, description);
}

/** The claims of the id token at issue. What cannot be looked up is inactive, never an error. */
function introspection(ctx: KoaContextWithOIDC): void {
	const { issued } = forwarding(ctx.req);
	const { active, error } = ctx.body as { active?: boolean; error?: string };
	if (error === 'server_error') return;
	ctx.status = 200;
	ctx.remove('WWW-Authenticate');
	ctx.body =
		active && issued
			? { ...issued.claims, active: true, scope: issued.scope, client_id: issued.client }
			: { active: false };
}

function revocation(ctx: KoaContextWithOIDC): void {
	const { error, error_description: description = '' } = (ctx.body || {}) as Failure;
	// RFC 7009 2.2: a token that is not there counts as revoked, so only a bad client is an error.
	if (error === 'invalid_client' || error === 'server_error') ctx.body = oauthError(error, description);
	else {
		ctx.status = 200;
		ctx.body = {};
	}
}

/** Claims as they are now. An error is told in the header alone. */
function userinfo(ctx: KoaContextWithOIDC, { objects }: OAuth2Services, { provider }: Realm): void {
	const { error, error_description: description = '' } = ctx.body as Failure;
	if (error !== undefined) return bearerError(ctx, ctx.status, error, description);
	const { issued } = forwarding(ctx.req);
	const user = issued && objects.find(userModel, 'uuid', issued.account);
	if (!user) return bearerError(ctx, 401, 'invalid_token', 'the user of the token no longer exists');
	ctx.body = { ...scopeClaims(objects, user, issued.scope.split(' ')), sub: subject(provider, user) };
}

/** Authentik's header does not name the scheme, unlike RFC 6750 3. */
export function bearerError(
	ctx: Pick<KoaContextWithOIDC, 'status' | 'body' | 'set'>,
	status: number,
	error: string,
	description: string,
): void {
	ctx.body = '';
	ctx.status = status;
	ctx.set('WWW-Authenticate', `error="${error}", error_description="${description}"`);
}

import type { Context } from 'koa';
import { page } from '../http/page.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';

/**
 * Ends the browser's session. The embedded server starts none, so there is nothing to end: it leads back to the
 * address that the caller names, when that is registered for log-out (OpenID Connect RP-Initiated Logout 3).
 */
export function endSession(ctx: Context, provider: OAuth2Provider): void {
	const back = new URLSearchParams(ctx.querystring).get('post_logout_redirect_uri');
	if (back !== null && provider.redirect_uris.some((uri) => isLogoutUri(uri) && uri.url === back)) {
		const target = new URL(back);
		const state = new URLSearchParams(ctx.querystring).get('state');
		if (state !== null) target.searchParams.set('state', state);
		ctx.redirect(target.href);
		return;
	}
	page(ctx, 200, 'Logged out', 'You are logged out of this application.');
}

function isLogoutUri(uri: OAuth2Provider['redirect_uris'][number]): boolean {
	return uri.redirect_uri_type === 'logout' && uri.matching_mode === 'strict' && URL.canParse(uri.url);
}

import type { Context, Next } from 'koa';
import { methodNotAllowed, nothingHere, page } from '../http/page.ts';
import { applicationModel } from '../models/application.ts';
import { oauth2ProviderModel } from '../models/oauth2-provider.ts';
import { endSession } from './end-session.ts';
import { Endpoints, forward, originOf } from './endpoints.ts';
import type { Instance } from './instances.ts';
import { Instances } from './instances.ts';
import type { OAuth2Services } from './services.ts';
import { PREFIX } from './urls.ts';

/** What answers at an address, by method. */
type Handlers = Partial<Record<string, (ctx: Context) => void | Promise<void>>>;

/** Everything below `/application/o/`: leads a request to the oidc-provider of the provider that it is for. */
export function dispatcher(services: OAuth2Services) {
	const instances = new Instances(services);
	const endpoints = new Endpoints(services, instances);
	const shared = new Map<string, Handlers>([
		['token/', { POST: (ctx) => endpoints.token(ctx) }],
		['introspect/', { POST: (ctx) => endpoints.introspect(ctx) }],
		['revoke/', { POST: (ctx) => endpoints.revoke(ctx) }],
		['userinfo/', { GET: (ctx) => endpoints.userinfo(ctx), POST: (ctx) => endpoints.userinfo(ctx) }],
		['authorize/', { GET: noLogIn, POST: noLogIn }],
		['device/', { POST: noLogIn }],
	]);

	return async (ctx: Context, next: Next): Promise<void> => {
		if (!ctx.path.startsWith(PREFIX)) {
			await next();
			return;
		}
		const path = ctx.path.slice(PREFIX.length);
		const handlers = shared.get(path) ?? ofApplication(path);
		if (!handlers) return nothingHere(ctx);
		const method = ctx.method === 'HEAD' ? 'GET' : ctx.method;
		const allowed = [...Object.keys(handlers), 'OPTIONS'];
		if (method === 'OPTIONS') {
			ctx.status = 200;
			ctx.set('Allow', allowed.join(', '));
			return;
		}
		const handler = handlers[method];
		if (!handler) return methodNotAllowed(ctx, allowed);
		await handler(ctx);
	};

	function ofApplication(path: string): Handlers | undefined {
		const [, slug = '', rest] = /^([-\w]+)\/(.*)$/.exec(path) ?? [];
		const application = services.objects.find(applicationModel, 'slug', slug);
		const provider = services.objects.get(oauth2ProviderModel, application?.provider);
		if (!provider) return undefined;
		const instance = (ctx: Context) => instances.get(provider, originOf(ctx));
		switch (rest) {
			case '.well-known/openid-configuration':
				return { GET: (ctx) => forward(ctx, instance(ctx), { url: `/${rest}` }) };
			case 'jwks/':
				return { GET: (ctx) => jwks(ctx, instance(ctx)) };
			case 'end-session/':
				return { GET: (ctx) => endSession(ctx, provider), POST: (ctx) => endSession(ctx, provider) };
			default:
				return undefined;
		}
	}
}

/** The public key, readable from any origin; an empty object when the provider signs with its client secret. */
function jwks(ctx: Context, { realm }: Instance): void {
	ctx.set('Access-Control-Allow-Origin', '*');
	ctx.body = realm.signingKey.jwk ? { keys: [realm.signingKey.jwk] } : {};
}

function noLogIn(ctx: Context): void {
	page(
		ctx,
		501,
		'No log-in by browser',
		'The embedded Authentik has no log-in by browser or device. Ask for a token with client_credentials, ' +
			'or set CIM_AUTHENTIK_URL to a real Authentik.',
	);
}

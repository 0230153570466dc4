import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'koa';
import { BodyTooLarge, readBody } from '../http/body.ts';
import type { EventSource } from '../events/log.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import { oauth2ProviderModel } from '../models/oauth2-provider.ts';
import type { IssuedToken } from './access-tokens.ts';
import type { ClientCredentials } from './client-authentication.ts';
import { clientCredentials, providerOf, secretMatches } from './client-authentication.ts';
import type { Forwarding } from './forwarded-request.ts';
import { ForwardedRequest } from './forwarded-request.ts';
import { GRANTS } from './grants.ts';
import type { Instance, Instances } from './instances.ts';
import type { OAuth2Services } from './services.ts';
import { bearerError, oauthError } from './shapes.ts';

/** Under which oidc-provider knows no token. */
const NO_TOKEN = 'none';

/** The endpoints that all providers share. Each finds the provider first, then has its oidc-provider answer. */
export class Endpoints {
	readonly #services: OAuth2Services;
	readonly #instances: Instances;

	constructor(services: OAuth2Services, instances: Instances) {
		this.#services = services;
		this.#instances = instances;
	}

	async token(ctx: Context): Promise<void> {
		const form = await readForm(ctx);
		const client = clientCredentials(ctx.get('authorization'), form);
		const provider = providerOf(this.#services.objects, client);
		if (!provider) return json(ctx, 400, oauthError('invalid_client', 'no provider has this client_id'));
		// These grants check what they are given by themselves, and refuse it with invalid_grant.
		const known = GRANTS.some((grant) => grant === form.get('grant_type')) ? provider.client_secret : client.clientSecret;
		form.set('grant_type', form.get('grant_type') || 'none');
		authenticateAs(form, provider, known);
		const clientAssertion = form.get('client_assertion') ?? undefined;
		form.delete('client_assertion');
		await this.#forward(ctx, provider, form, { presentedSecret: client.clientSecret, clientAssertion });
	}

	async introspect(ctx: Context): Promise<void> {
		const form = await readForm(ctx);
		const { provider, issued } = this.#tokenRequest(ctx, form);
		if (!provider || !issued) return json(ctx, 200, { active: false });
		await this.#forward(ctx, provider, form, { issued });
	}

	async revoke(ctx: Context): Promise<void> {
		const form = await readForm(ctx);
		const { provider, issued } = this.#tokenRequest(ctx, form);
		if (!provider) return json(ctx, 401, oauthError('invalid_client', 'the client is unknown or its secret wrong'));
		await this.#forward(ctx, provider, form, { issued });
	}

	async userinfo(ctx: Context): Promise<void> {
		const form = ctx.method === 'POST' ? await readForm(ctx) : new URLSearchParams();
		const [, bearer = form.get('access_token')] = /^Bearer (\S+)$/i.exec(ctx.get('authorization')) ?? [];
		const { objects, accessTokens } = this.#services;
		const issued = bearer ? accessTokens.find(bearer) : undefined;
		const provider = issued && objects.find(oauth2ProviderModel, 'client_id', issued.client);
		if (!issued || !provider) {
			return bearerError(ctx, 401, 'invalid_token', 'the access token is unknown, expired or revoked');
		}
		const instance = this.#instances.get(provider, originOf(ctx));
		const { pathname } = new URL(instance.realm.urls.userinfo);
		const change = { url: pathname, headers: { authorization: `Bearer ${issued.id}` } };
		const rest = ctx.method === 'POST' ? { form: new URLSearchParams() } : {};
		await forward(ctx, instance, { ...change, ...rest }, { issued });
	}

	/** The authenticated provider and the token that a form names. oidc-provider gets the token under its own name. */
	#tokenRequest(ctx: Context, form: URLSearchParams): { provider?: OAuth2Provider; issued?: IssuedToken } {
		const client = clientCredentials(ctx.get('authorization'), form);
		const provider = authenticated(this.#services, client);
		if (!provider) return {};
		const issued = this.#services.accessTokens.find(form.get('token') ?? '');
		form.set('token', issued?.id ?? NO_TOKEN);
		authenticateAs(form, provider, provider.client_secret);
		return { provider, issued };
	}

	async #forward(
		ctx: Context,
		provider: OAuth2Provider,
		form: URLSearchParams,
		about: Omit<Forwarding, 'source'>,
	): Promise<void> {
		const instance = this.#instances.get(provider, originOf(ctx));
		await forward(ctx, instance, { url: ctx.path, form, headers: { authorization: undefined } }, about);
	}
}

/** Has the oidc-provider of an instance answer in place of the server. */
export async function forward(
	ctx: Context,
	instance: Instance,
	change: { url: string; headers?: IncomingHttpHeaders; form?: URLSearchParams },
	about: Omit<Forwarding, 'source'> = {},
): Promise<void> {
	const { source } = ctx.state as { source: EventSource };
	// What the server believed of the caller's headers is all that oidc-provider gets to see.
	const scheme = new URL(originOf(ctx)).protocol.slice(0, -1);
	const headers = { ...change.headers, 'x-forwarded-proto': scheme };
	ctx.respond = false;
	await instance.answer(new ForwardedRequest(ctx.req, { ...change, headers }, { ...about, source }), ctx.res);
}

export function originOf(ctx: Context): string {
	return (ctx.state as { origin: string }).origin;
}

function authenticated({ objects }: OAuth2Services, client: ClientCredentials): OAuth2Provider | undefined {
	const provider = providerOf(objects, client);
	return provider && secretMatches(provider, client) ? provider : undefined;
}

/** Puts the client into the form in the one way that the configured oidc-provider expects. */
function authenticateAs(form: URLSearchParams, provider: OAuth2Provider, secret: string | undefined): void {
	form.set('client_id', provider.client_id);
	form.delete('client_secret');
	if (provider.client_type === 'confidential' && secret !== undefined) form.set('client_secret', secret);
}

/** The form of a request; empty when the body is something else. */
async function readForm(ctx: Context): Promise<URLSearchParams> {
	try {
		const body = await readBody(ctx.req);
		return new URLSearchParams(ctx.is('application/x-www-form-urlencoded') ? body.toString('utf8') : '');
	} catch (error) {
		if (error instanceof BodyTooLarge) ctx.throw(413, error.message);
		throw error;
	}
}

function json(ctx: Context, status: number, body: unknown): void {
	ctx.status = status;
	ctx.set('Cache-Control', 'no-store');
	ctx.body = body;
}

import type { Context, Next } from 'koa';
import { isSuperuser } from '../core/membership.ts';
import type { EventSource } from '../events/log.ts';
import { BodyTooLarge, readBody } from '../http/body.ts';
import { nothingHere } from '../http/page.ts';
import type { AccessTokens } from '../oauth2/access-tokens.ts';
import type { Database } from '../storage/database.ts';
import type { Objects } from '../storage/objects.ts';
import { authenticate } from './authentication.ts';
import type { Answer, Call } from './call.ts';
import { ApiError, detail, forbidden, wrongMethod } from './errors.ts';
import type { Endpoint, Router } from './router.ts';

const PREFIX = '/api/v3/';

/** Where the management API finds what it works on. */
export interface ApiServices {
	database: Database;
	objects: Objects;
	accessTokens: AccessTokens;
	router: Router;
}

/** The management API: everything below `/api/v3/`. */
export function api(services: ApiServices) {
	return async (ctx: Context, next: Next): Promise<void> => {
		if (!ctx.path.startsWith(PREFIX)) {
			await next();
			return;
		}
		const endpoint = services.router.find(ctx.path.slice(PREFIX.length));
		if (!endpoint) return nothingHere(ctx);
		try {
			send(ctx, await answer(services, endpoint, ctx));
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			ctx.set(error.headers);
			send(ctx, { status: error.status, body: error.body });
		}
	};
}

async function answer(services: ApiServices, endpoint: Endpoint, ctx: Context): Promise<Answer> {
	const { database, objects, accessTokens } = services;
	const method = ctx.method === 'HEAD' ? 'GET' : ctx.method;
	const handler = endpoint.handlers[method];
	const { origin, source } = ctx.state as { origin: string; source: EventSource };
	const query = new URLSearchParams(ctx.querystring);
	const open = { database, objects, accessTokens, method, query, origin, source };
	// An open view never looks at the user, and must answer a caller with an outdated token too.
	if (handler?.access === 'open') return handler.run(open as Call, undefined);

	const user = authenticate(ctx.get('authorization'), objects, accessTokens);
	const allowed = [...Object.keys(endpoint.handlers), 'HEAD', 'OPTIONS'];
	if (method === 'OPTIONS') return describe(endpoint);
	if (!handler) throw wrongMethod(method, allowed);
	if (handler.access === 'superuser' && !isSuperuser(objects, user)) throw forbidden();
	const body = ['POST', 'PUT', 'PATCH'].includes(method) ? await parseBody(ctx) : undefined;
	return handler.run({ ...open, user }, body);
}

function describe(endpoint: Endpoint): Answer {
	const body = { name: endpoint.name, description: '', renders: ['application/json'], parses: ['application/json'] };
	return { status: 200, body };
}

async function parseBody(ctx: Context): Promise<unknown> {
	const bytes = await readBody(ctx.req).catch((error: unknown) => {
		throw error instanceof BodyTooLarge ? detail(413, error.message) : error;
	});
	const type = ctx.get('content-type');
	if (bytes.length === 0 && !type) return {};
	if (!/^application\/json\s*(?:;|$)/i.test(type)) {
		throw detail(415, `Unsupported media type "${type}" in request.`);
	}
	if (bytes.length === 0) return {};
	try {
		return JSON.parse(bytes.toString('utf8')) as unknown;
	} catch {
		throw detail(400, 'JSON parse error - the body is not valid JSON.');
	}
}

function send(ctx: Context, { status, body, type }: Answer): void {
	ctx.status = status;
	if (body === undefined) {
		ctx.body = null;
		ctx.status = status;
		return;
	}
	ctx.type = type ?? 'application/json';
	ctx.set('Vary', 'Accept, Cookie');
	ctx.body = type ? body : JSON.stringify(body);
}

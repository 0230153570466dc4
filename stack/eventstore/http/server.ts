import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { anonymous, isAuthenticated, isOperator } from '../security/principal.ts';
import type { Principal } from '../security/principal.ts';
import { loginOf } from '../tls.ts';
import { productName } from '../version.ts';
import { crossOrigin, text } from './answer.ts';
import type { Answer } from './answer.ts';
import { answerOf, refused } from './failure.ts';
import { health } from './health.ts';
import { readBody } from './request-body.ts';
import type { Exchange, Handler, HttpContext, Resource } from './resource.ts';
import { find } from './routes.ts';

/** The HTTP side of the port; it does not listen, connections are handed to it. */
export function createHttpServer(context: HttpContext): Server {
	return createServer((request, response) => void serve(request, response, context));
}

async function serve(request: IncomingMessage, response: ServerResponse, context: HttpContext): Promise<void> {
	try {
		send(request, response, await handle(request, context));
	} catch (error) {
		context.log('page-failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
		if (response.headersSent) response.destroy();
		else send(request, response, text(503, `The ${productName} failed at this page; its log says why.\n`));
	}
}

async function handle(request: IncomingMessage, context: HttpContext): Promise<Answer> {
	const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
	if (path === '/health/live') return health(request.method, context);
	const caller = await authenticate(request, context);
	if (caller === undefined) return { status: 401, headers: { 'www-authenticate': 'X-Basic realm="ESDB"' } };

	const found = find(path, context.security !== undefined);
	if (found === undefined) return { status: 404, headers: crossOrigin() };
	const { resource, params } = found;
	if (request.method === 'OPTIONS') return { status: 200, headers: crossOrigin(resource) };
	const handler = resource.methods[request.method ?? ''];
	if (handler === undefined) return { status: 405, headers: crossOrigin(resource) };
	const exchange: Exchange = {
		context, request, params, caller,
		query: new URLSearchParams(query),
		origin: originOf(request, context),
		body: () => readBody(request),
	};
	const answer = await run(handler, resource, exchange);
	// As on the vendor's server: who must say who they are first learns nothing of the resource.
	if (answer.status === 401) return answer;
	const cors = answer.status === 406 && answer.body === undefined ? crossOrigin() : crossOrigin(resource);
	return { ...answer, headers: { ...cors, ...answer.headers } };
}

async function run(handler: Handler, resource: Resource, exchange: Exchange): Promise<Answer> {
	try {
		if (!mayAsk(resource, exchange)) throw refused(exchange);
		return await handler(exchange);
	} catch (error) {
		const answer = answerOf(error, exchange);
		if (answer === undefined) throw error;
		return answer;
	}
}

async function authenticate(request: IncomingMessage, { security }: HttpContext): Promise<Principal | undefined> {
	if (security === undefined) return anonymous;
	const { authenticator, certificates } = security;
	const { headers: { authorization }, socket } = request;
	const login = certificates && authorization === undefined && socket instanceof TLSSocket
		? loginOf(socket.getPeerCertificate())
		: undefined;
	return login === undefined ? await authenticator.authenticate(authorization) : authenticator.certified(login);
}

function mayAsk(resource: Resource, { context, caller }: Exchange): boolean {
	if (context.security === undefined || resource.for === 'everybody') return true;
	return resource.for === 'users' ? isAuthenticated(caller) : isOperator(caller);
}

/** Links carry the address that the client used, if it can stand in one. */
function originOf(request: IncomingMessage, { security, settings }: HttpContext): string {
	const { host = '' } = request.headers;
	const authority = /^[\w.:[\]-]+$/.test(host) ? host : `${settings.host}:${settings.port}`;
	return `${security === undefined ? 'http' : 'https'}://${authority}`;
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
	// What is left of a body that nobody wanted would be taken for the next request.
	if (!request.complete) {
		response.setHeader('connection', 'close');
		request.resume();
	}
	response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
}

import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';
import { productName, version } from './version.ts';

/** What the HTTP pages tell of. */
export interface HttpContext {
	store: Store;
	log: Log;
	/** Whether the server takes calls: false once it shuts down. */
	ready: () => boolean;
}

type Page = (response: ServerResponse, context: HttpContext) => void;

const startedAt = Date.now();

/** The vendor's pages that tools look at; everything else over HTTP (AtomPub, administration) is not served. */
const pages: Record<string, Page> = {
	/** 204 while the server takes calls and its database answers. */
	'/health/live': (response, { store, ready }) => {
		if (!ready()) {
			response.writeHead(503).end();
			return;
		}
		store.lastPosition();
		response.writeHead(204).end();
	},
	'/info': (response) => json(response, {
		esVersion: version,
		productName,
		state: 'leader',
		features: { projections: false, userManagement: false, atomPub: false },
		authentication: { type: 'insecure' },
	}),
	'/stats': (response, { store }) => json(response, {
		'proc-startTime': new Date(startedAt).toISOString(),
		'proc-id': process.pid,
		'proc-mem': process.memoryUsage.rss(),
		'es-writer-lastPosition': store.lastPosition(),
	}),
	'/ping': (response) => json(response, { msgTypeId: 0, text: 'Ping request successfully handled' }),
};

/** First path segments of the vendor's HTTP interface that this server does not have. */
const unsupported = new Set(['streams', 'subscriptions', 'projections', 'projection', 'users', 'admin', 'web', 'gossip']);

/** The HTTP side of the port; it does not listen, connections are handed to it. */
export function createHttpServer(context: HttpContext): Server {
	return createServer((request, response) => {
		try {
			answer(request, response, context);
		} catch (error) {
			context.log('page-failed', { error: error instanceof Error ? error.message : String(error) });
			text(response, 503, `The ${productName} failed at this page; its log says why.`);
		}
	});
}

function answer(request: IncomingMessage, response: ServerResponse, context: HttpContext): void {
	const [pathname = '/'] = (request.url ?? '/').split('?');
	const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
	request.resume();
	if (page !== undefined && request.method === 'GET') page(response, context);
	else if (page !== undefined) text(response, 405, 'This page can only be read (GET).');
	else if (unsupported.has(pathname.split('/')[1] ?? '')) {
		text(response, 501, `The ${productName} does not have this part of the HTTP interface; it speaks gRPC.`);
	} else text(response, 404, `The ${productName} has no such page; it has ${Object.keys(pages).join(', ')}.`);
}

function json(response: ServerResponse, body: unknown): void {
	response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function text(response: ServerResponse, status: number, body: string): void {
	response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${body}\n`);
}

import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { api } from './api/api.ts';
import { apiRouter } from './api/index.ts';
import type { Credentials } from './bootstrap/akadmin.ts';
import { bootstrap } from './bootstrap/index.ts';
import { removeExpired } from './core/expiry.ts';
import type { EventSource } from './events/log.ts';
import { health } from './http/health.ts';
import { clientIpOf, originOf } from './http/origin.ts';
import { nothingHere, page } from './http/page.ts';
import type { Log } from './log.ts';
import { openObjects } from './models/index.ts';
import { AccessTokens } from './oauth2/access-tokens.ts';
import { dispatcher } from './oauth2/dispatcher.ts';
import { CommitQueue } from './storage/commit-queue.ts';
import { Database } from './storage/database.ts';
import { VERSION } from './version.ts';

export interface Options {
	/** Folder of the database; made when missing. */
	data: string;
	host: string;
	/** 0 for any free port. */
	port: number;
	/** Password and API token of akadmin, taken at the first start. */
	bootstrap: Credentials;
	log: Log;
}

export interface Running {
	url: string;
	/** Finishes what is being answered, then closes the database. */
	close(): Promise<void>;
}

const HOUR = 3_600_000;

/** Opens the database, makes what a fresh Authentik has, and listens. */
export async function start(options: Options): Promise<Running> {
	const database = new Database(options.data);
	const objects = openObjects(database);
	await bootstrap(database, objects, options.bootstrap);
	const accessTokens = new AccessTokens(database);
	const commits = new CommitQueue(database);

	const app = new Koa();
	app.use(around(options.log));
	app.use(health(database));
	app.use(api({ database, objects, accessTokens, router: apiRouter() }));
	app.use(dispatcher({ database, objects, accessTokens, commits, log: options.log }));
	app.use((ctx) => nothingHere(ctx));

	const callback = app.callback();
	const server = createServer((request, response) => void callback(request, response));
	await listen(server, options);
	const { address, family, port } = server.address() as AddressInfo;
	const pruning = setInterval(() => {
		accessTokens.prune();
		removeExpired(objects);
	}, HOUR).unref();
	return {
		url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
		async close() {
			clearInterval(pruning);
			await closed(server);
			database.close();
		},
	};
}

/** What every request gets: an id, its origin, a log line, and a plain answer when something breaks. */
function around(log: Log): Koa.Middleware {
	return async (ctx, next) => {
		const started = performance.now();
		const requestId = randomUUID().replaceAll('-', '');
		ctx.set('X-Authentik-Id', requestId);
		ctx.set('X-Powered-By', `embedded Authentik ${VERSION}`);
		const origin = originOf(ctx.req);
		if (!origin) return page(ctx, 400, 'Bad Request', 'The Host header is missing or malformed.');
		const source: EventSource = {
			requestId,
			method: ctx.method,
			path: ctx.path,
			userAgent: ctx.get('user-agent'),
			clientIp: clientIpOf(ctx.req),
		};
		Object.assign(ctx.state, { origin, source });
		try {
			await next();
		} catch (error) {
			const status = (error as { status?: number }).status ?? 500;
			if (status >= 500) log.error('request failed', { requestId, path: ctx.path, reason: describe(error) });
			page(ctx, status, status >= 500 ? 'Server Error' : 'Bad Request', `The id of the request is ${requestId}.`);
		}
		const { method, path, status } = ctx;
		log.request({ requestId, method, path, status, milliseconds: Math.round(performance.now() - started) });
	};
}

function describe(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function listen(server: Server, { host, port }: Options): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

function closed(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeIdleConnections();
		// A caller that never reads its answer must not hold up the shutdown.
		setTimeout(() => server.closeAllConnections(), 5000).unref();
	});
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import type { Passing, Watch, Watches } from './watch.ts';

/** A system behind a gate. */
export interface HttpTarget {
	/** For the names of writes. */
	name: string;
	url: string;
	/** PEM of the authority that has signed its certificate. */
	caCertificate?: string;
	/** Whether a request changes something. */
	isWrite(method: string, path: string): boolean;
}

export interface Gate {
	port: number;
	close(): void;
}

interface Answer {
	status: number;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

/**
 * Stands between n8n and a system that speaks HTTP. Reads go through; a write of a run that is watched may be held before it is made,
 * or after it is made and before its answer is passed on.
 *
 * Signatures of requests stay good, for they are for the host that n8n calls.
 */
export async function openHttpGate(target: HttpTarget, watches: Watches, host: string): Promise<Gate> {
	const server = createServer((incoming, outgoing) => {
		// Whoever has asked is gone, or the system is: there is nobody to tell but by the connection.
		handle(target, watches, incoming, outgoing).catch(() => outgoing.destroy());
	});
	server.listen(0, host);
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

async function handle(target: HttpTarget, watches: Watches, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
	const { method = 'GET', url = '/' } = incoming;
	const path = decoded(url);
	if (!target.isWrite(method, path)) return await passOn(target, incoming, outgoing);
	const body = await buffer(incoming);
	const watch = watches.of(`${path} ${body.toString('latin1')}`);
	const refused = watch?.refusals.get(target.name);
	if (refused !== undefined) {
		outgoing.writeHead(refused, { 'content-type': 'text/plain' }).end('Refused');
		return;
	}
	const passing = watch?.begin({ what: labelOf(target.name, method, path, watch) });
	if (await isCut(passing, 'before')) return void outgoing.destroy();
	const { status, headers, body: answer } = await ask(target, incoming, body);
	if (await isCut(passing, 'after')) return void outgoing.destroy();
	outgoing.writeHead(status, headers).end(answer);
}

async function isCut(passing: Passing | undefined, side: 'before' | 'after'): Promise<boolean> {
	return (await passing?.at(side)) === 'cut';
}

/** The same for each run of a course: without what is a run's own. */
function labelOf(name: string, method: string, path: string, { words }: Watch): string {
	const [bare = path] = path.split('?');
	const common = words.reduce((text, word) => text.replaceAll(word, '*'), bare);
	return `${name}: ${method} ${common.replace(/\b[0-9a-f]{12,}\b/g, '*').replace(/\d{2,}/g, '*')}`;
}

function decoded(url: string): string {
	try {
		// The Dashboard's are encoded twice.
		return decodeURIComponent(decodeURIComponent(url));
	} catch {
		return url;
	}
}

function open({ url, caCertificate }: HttpTarget, { method, url: path, headers }: IncomingMessage) {
	const { protocol, hostname, port } = new URL(url);
	const options = { hostname, port, path, method, headers };
	return protocol === 'https:' ? requestHttps({ ...options, ...(caCertificate && { ca: caCertificate }) }) : requestHttp(options);
}

async function ask(target: HttpTarget, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
	const inner = open(target, incoming);
	inner.end(body);
	const [answer] = (await once(inner, 'response')) as [IncomingMessage];
	const { 'transfer-encoding': _framing, trailer: _trailer, ...headers } = answer.headers;
	return { status: answer.statusCode ?? 502, headers, body: await buffer(answer) };
}

async function passOn(target: HttpTarget, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
	const inner = open(target, incoming);
	outgoing.once('close', () => inner.destroy());
	incoming.pipe(inner);
	const [answer] = (await once(inner, 'response')) as [IncomingMessage];
	const { trailer: _trailer, ...headers } = answer.headers;
	outgoing.writeHead(answer.statusCode ?? 502, headers);
	answer.once('error', () => outgoing.destroy());
	answer.pipe(outgoing);
}

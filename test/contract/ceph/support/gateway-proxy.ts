import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a proxy does to one request instead of passing it on as it is. */
export interface Mischief {
	/** Answers itself, with an error of S3. */
	refuse?: { status: number; code: string };
	/** Changes a byte of what is sent. */
	corrupt?: boolean;
	/** Breaks the connection after so many bytes of the answer. */
	cutAfter?: number;
	/** Breaks it no sooner than this. */
	cutWhen?: () => Promise<unknown>;
	/** Replaces the entity tag in the answer. */
	etag?: string;
	/** Passes the request on, and breaks the connection instead of passing the answer back. */
	loseAnswer?: boolean;
}

export interface GatewayProxy {
	url: string;
	/** Method, path and query of each request, in their order. */
	requests: string[];
	close(): void;
}

/** Stands between the node and the gateway. Signatures stay good: they are for the host that the node calls. */
export async function startGatewayProxy(target: string, mischief: (incoming: IncomingMessage) => Mischief | undefined): Promise<GatewayProxy> {
	const server = createServer((incoming, outgoing) => {
		proxy.requests.push(`${incoming.method} ${incoming.url}`);
		pass(target, incoming, outgoing, mischief(incoming) ?? {});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const proxy: GatewayProxy = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests: [],
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
	return proxy;
}

function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse, { refuse, corrupt, cutAfter, cutWhen = pause, etag, loseAnswer }: Mischief): void {
	if (refuse) {
		incoming.resume();
		incoming.once('end', () => outgoing.writeHead(refuse.status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${refuse.code}</Code></Error>`));
		return;
	}
	const { hostname, port } = new URL(target);
	const inner = request({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
		if (loseAnswer) {
			answer.resume();
			answer.once('end', () => outgoing.destroy());
			return;
		}
		outgoing.writeHead(answer.statusCode ?? 502, etag === undefined ? answer.headers : { ...answer.headers, etag: `"${etag}"` });
		if (cutAfter === undefined) answer.pipe(outgoing);
		else answer.pipe(cutting(cutAfter, () => void cutWhen().finally(() => outgoing.destroy()))).pipe(outgoing);
		answer.once('error', () => outgoing.destroy());
	});
	inner.once('error', () => outgoing.destroy());
	outgoing.once('close', () => inner.destroy());
	if (corrupt) incoming.pipe(changing()).pipe(inner);
	else incoming.pipe(inner);
}

/** What was passed on is on its way by then. */
async function pause(): Promise<void> {
	await sleep(50);
}

function cutting(bytes: number, cut: () => void): Transform {
	let left = bytes;
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			this.push(chunk.subarray(0, left));
			left -= chunk.length;
			if (left <= 0) cut();
			else done();
		},
	});
}

function changing(): Transform {
	let changed = false;
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			const copy = Buffer.from(chunk);
			if (!changed && copy.length > 0) copy[0]! ^= 1;
			changed ||= copy.length > 0;
			done(null, copy);
		},
	});
}

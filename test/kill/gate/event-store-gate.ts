import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants, createServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { writeOf } from './append.ts';
import type { Gate } from './http-gate.ts';
import type { Watches } from './watch.ts';

const APPEND = '/event_store.client.streams.Streams/Append';

export interface EventStoreGate extends Gate {
	/** Breaks the connections of clients, as a server does that is killed. */
	breakConnections(): void;
}

/**
 * Stands between n8n and the event store, as HTTP/2 has it: calls go through as they are; an append to a run that is watched may be
 * held before the event store has it, or after it is written and before n8n hears of it.
 *
 * @param url of the event store, without TLS
 */
export async function openEventStoreGate(url: string, watches: Watches, host: string): Promise<EventStoreGate> {
	const clients = new Set<ServerHttp2Session>();
	const upstream = new Upstream(url);
	const server = createServer();
	server.on('session', (session) => {
		clients.add(session);
		session.once('close', () => clients.delete(session));
		// Its calls say what happened.
		session.on('error', () => undefined);
	});
	server.on('stream', (call, headers) => {
		call.on('error', () => undefined);
		const handled = headers[':path'] === APPEND ? append(call, headers, upstream, watches) : passOn(call, headers, upstream);
		handled.catch(() => unavailable(call));
	});
	server.listen(0, host);
	await once(server, 'listening');
	const breakConnections = () => clients.forEach((session) => session.destroy());
	return {
		port: (server.address() as AddressInfo).port,
		breakConnections,
		close() {
			server.close();
			breakConnections();
			upstream.close();
		},
	};
}

/** The connection to the event store, made anew when it is lost. */
class Upstream {
	readonly #url: string;
	#session: ClientHttp2Session | undefined;

	constructor(url: string) {
		this.#url = url;
	}

	request(headers: IncomingHttpHeaders): ClientHttp2Stream {
		if (this.#session === undefined || this.#session.closed || this.#session.destroyed) {
			this.#session = connect(this.#url);
			// The calls on it fail, and tell.
			this.#session.on('error', () => undefined);
		}
		return this.#session.request(sendable(headers));
	}

	close(): void {
		this.#session?.destroy();
	}
}

/** The names that HTTP/2 has itself are those of the gate. */
function sendable(headers: IncomingHttpHeaders): IncomingHttpHeaders {
	const { ':authority': _authority, host: _host, ...rest } = headers;
	return rest;
}

async function passOn(call: ServerHttp2Stream, headers: IncomingHttpHeaders, upstream: Upstream): Promise<void> {
	const inner = upstream.request(headers);
	call.once('close', () => inner.close(constants.NGHTTP2_CANCEL));
	call.pipe(inner);
	let trailers: IncomingHttpHeaders = {};
	inner.once('trailers', (given: IncomingHttpHeaders) => (trailers = given));
	inner.once('error', () => unavailable(call));
	const [answer, flags] = (await once(inner, 'response')) as [IncomingHttpHeaders, number];
	if (call.destroyed) return;
	if ((flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0) return call.respond(answer, { endStream: true });
	call.respond(answer, { waitForTrailers: true });
	call.once('wantTrailers', () => call.sendTrailers(trailers));
	inner.pipe(call);
}

async function append(call: ServerHttp2Stream, headers: IncomingHttpHeaders, upstream: Upstream, watches: Watches): Promise<void> {
	const body = await buffer(call);
	const found = writeOf(body, watches);
	const passing = found?.watch.begin(found.write);
	if ((await passing?.at('before')) === 'cut') return call.close(constants.NGHTTP2_CANCEL);
	const inner = upstream.request(headers);
	let trailers: IncomingHttpHeaders = {};
	inner.once('trailers', (given: IncomingHttpHeaders) => (trailers = given));
	inner.end(body);
	const [answer, flags] = (await once(inner, 'response')) as [IncomingHttpHeaders, number];
	const ended = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
	const said = ended ? Buffer.alloc(0) : await buffer(inner);
	if ((await passing?.at('after')) === 'cut') return call.close(constants.NGHTTP2_CANCEL);
	if (call.destroyed) return;
	if (ended) return call.respond(answer, { endStream: true });
	call.respond(answer, { waitForTrailers: true });
	call.once('wantTrailers', () => call.sendTrailers(trailers));
	call.end(said);
}

/** What a client of gRPC finds where no server is. */
function unavailable(call: ServerHttp2Stream): void {
	if (call.destroyed) return;
	if (call.headersSent) return call.close(constants.NGHTTP2_INTERNAL_ERROR);
	call.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '14', 'grpc-message': 'The event store does not answer' }, { endStream: true });
}

import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';

/** A request that a test's process made, with what came back. */
export interface Exchange {
	at: Date;
	/** Method and address. */
	request: string;
	requestHeaders: string;
	requestBody: Body;
	/** Status; of gRPC its own status. Absent while there is no answer. */
	answer?: string;
	answerHeaders?: string;
	answerBody: Body;
	error?: string;
}

/** The beginning of what was sent, and how much it was. */
class Body {
	bytes = 0;
	private readonly kept: Buffer[] = [];

	add(chunk: unknown): void {
		if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
		const left = MAX_BODY - this.bytes;
		// What is kept is copied, as senders use their memory again, and no more than that: a view would keep the whole.
		if (left > 0) this.kept.push(Buffer.from(typeof chunk === 'string' ? Buffer.from(chunk.slice(0, left)).subarray(0, left) : chunk.subarray(0, left)));
		this.bytes += Buffer.byteLength(chunk);
	}

	toString(): string {
		const beginning = Buffer.concat(this.kept);
		const text = beginning.toString();
		// What is not text says nothing to a reader.
		const shown = /[\u0000-\u0008\uFFFD]/.test(text) ? '' : text;
		return this.bytes > beginning.length || shown === '' ? `${shown} (${this.bytes} bytes)`.trim() : shown;
	}
}

const MAX_BODY = 8192;
/** The last ones are those that matter. */
const MAX_EXCHANGES = 100;

/** Listens, by Node's own diagnostics channels, to what its process says over HTTP, fetch and gRPC. */
export class Traffic {
	private exchanges: Exchange[] = [];
	private readonly known = new WeakMap<object, Exchange>();

	constructor() {
		this.listenToHttp();
		this.listenToFetch();
		this.listenToGrpc();
	}

	/** Forgets what was before. */
	clear(): void {
		this.exchanges = [];
	}

	get recent(): readonly Exchange[] {
		return this.exchanges;
	}

	private add(key: object, request: string, headers: unknown): Exchange {
		const exchange = { at: new Date(), request, requestHeaders: headerText(headers), requestBody: new Body(), answerBody: new Body() };
		this.known.set(key, exchange);
		this.exchanges.push(exchange);
		if (this.exchanges.length > MAX_EXCHANGES) this.exchanges.shift();
		return exchange;
	}

	private listenToHttp(): void {
		on<{ request: ClientRequest }>('http.client.request.created', ({ request }) => {
			const { method, protocol, path } = request;
			const exchange = this.add(request, `${method} ${protocol}//${String(request.getHeader('host') ?? request.host)}${path}`, request.getHeaders());
			tap(request, ['write', 'end'], (chunk) => exchange.requestBody.add(chunk));
		});
		on<{ request: ClientRequest; response: IncomingMessage }>('http.client.response.finish', ({ request, response }) => {
			const exchange = this.known.get(request);
			if (exchange === undefined) return;
			// Headers that the client set later are here by now.
			exchange.requestHeaders = headerText(request.getHeaders());
			exchange.answer = `${response.statusCode} ${response.statusMessage}`;
			exchange.answerHeaders = headerText(response.headers);
			tap(response, ['push'], (chunk) => exchange.answerBody.add(chunk));
		});
		on<{ request: ClientRequest; error: Error }>('http.client.request.error', ({ request, error }) => {
			const exchange = this.known.get(request);
			if (exchange !== undefined) exchange.error = String(error);
		});
	}

	private listenToFetch(): void {
		type Fetched = { method: string; origin: string; path: string; headers: string[] };
		on<{ request: Fetched }>('undici:request:create', ({ request }) => {
			this.add(request, `${request.method} ${request.origin}${request.path}`, pairs(request.headers));
		});
		on<{ request: object; chunk: unknown }>('undici:request:bodyChunkSent', ({ request, chunk }) => this.known.get(request)?.requestBody.add(chunk));
		on<{ request: object; response: { statusCode: number; statusText: string; headers: Buffer[] } }>('undici:request:headers', ({ request, response }) => {
			const exchange = this.known.get(request);
			if (exchange === undefined) return;
			exchange.answer = `${response.statusCode} ${response.statusText}`;
			exchange.answerHeaders = headerText(pairs(response.headers.map(String)));
		});
		on<{ request: object; chunk: unknown }>('undici:request:bodyChunkReceived', ({ request, chunk }) => this.known.get(request)?.answerBody.add(chunk));
		on<{ request: object; error: Error }>('undici:request:error', ({ request, error }) => {
			const exchange = this.known.get(request);
			if (exchange !== undefined) exchange.error = String(error);
		});
	}

	private listenToGrpc(): void {
		on<{ stream: ClientHttp2Stream; headers: IncomingHttpHeaders }>('http2.client.stream.created', ({ stream, headers }) => {
			const exchange = this.add(stream, `gRPC ${headers[':authority'] ?? ''}${headers[':path'] ?? ''}`, headers);
			const status = (answer: IncomingHttpHeaders) => {
				if (answer['grpc-status'] !== undefined) exchange.answer = `gRPC status ${String(answer['grpc-status'])}`;
				exchange.answerHeaders = headerText(answer);
			};
			stream.on('response', status).on('trailers', status);
			stream.on('error', (error) => (exchange.error = String(error)));
		});
	}
}

function on<M>(channel: string, listen: (message: M) => void): void {
	subscribe(channel, (message) => listen(message as M));
}

/** Has a look at what passes through methods of a stream. */
function tap<K extends string>(stream: { [M in K]: unknown }, methods: readonly K[], see: (chunk: unknown) => void): void {
	for (const method of methods) {
		const own = stream[method] as (...args: unknown[]) => unknown;
		const seeing = (...args: unknown[]) => {
			see(args[0]);
			return own.apply(stream, args);
		};
		Object.assign(stream, { [method]: seeing });
	}
}

function pairs(flat: readonly string[]): Record<string, string> {
	return Object.fromEntries(flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : [])));
}

function headerText(headers: unknown): string {
	return Object.entries(headers as Record<string, unknown>)
		.map(([name, value]) => `${name}: ${String(value)}`)
		.join('\n');
}

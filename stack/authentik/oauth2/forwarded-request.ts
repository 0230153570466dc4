import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { EventSource } from '../events/log.ts';
import type { IssuedToken } from './access-tokens.ts';

/** What the dispatcher knows about a request and its form does not say. */
export interface Forwarding {
	source: EventSource;
	/** The client secret as the caller gave it; the form carries the provider's own once the dispatcher is content. */
	presentedSecret?: string | undefined;
	/** RFC 7523 2.2, kept from oidc-provider, which would take it for a second way to authenticate the client. */
	clientAssertion?: string | undefined;
	/** The access token that the request is about. */
	issued?: IssuedToken | undefined;
}

/**
 * A request in the form in which oidc-provider is to see it: at its own address, with other headers and another form.
 * The dispatcher has read the body already, to find the provider, and a body can be read only once.
 */
export class ForwardedRequest extends Readable {
	readonly method: string | undefined;
	readonly url: string;
	readonly headers: IncomingMessage['headers'];
	readonly socket: IncomingMessage['socket'];
	readonly httpVersion: string;
	readonly httpVersionMajor: number;
	readonly httpVersionMinor: number;
	readonly about: Forwarding;
	#body: Buffer | undefined;

	constructor(
		original: IncomingMessage,
		change: { url: string; headers: IncomingMessage['headers']; form?: URLSearchParams | undefined },
		about: Forwarding,
	) {
		super();
		this.method = original.method;
		this.url = change.url;
		this.socket = original.socket;
		this.httpVersion = original.httpVersion;
		this.httpVersionMajor = original.httpVersionMajor;
		this.httpVersionMinor = original.httpVersionMinor;
		this.about = about;
		this.headers = { ...original.headers, ...change.headers };
		// Issuers follow Host alone, so what a proxy says beside it must not reach the links either.
		delete this.headers['x-forwarded-host'];
		delete this.headers['transfer-encoding'];
		delete this.headers['content-length'];
		if (change.form) {
			this.#body = Buffer.from(change.form.toString());
			this.headers['content-type'] = 'application/x-www-form-urlencoded';
			this.headers['content-length'] = String(this.#body.length);
		}
	}

	override _read(): void {
		this.push(this.#body ?? null);
		if (this.#body) this.push(null);
		this.#body = undefined;
	}
}

/** What the dispatcher sent along with the request that oidc-provider is answering. */
export function forwarding(request: IncomingMessage): Forwarding {
	return (request as unknown as ForwardedRequest).about;
}

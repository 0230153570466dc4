import * as http from 'node:http';
import * as https from 'node:https';
import { env } from 'node:process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { silent } from './failure.ts';

export interface Post {
	url: URL;
	headers: Record<string, string>;
	/** Whether the certificate of the server has to be verifiable. */
	verify: boolean;
	/** Milliseconds without a byte in either direction until the request is given up. */
	patience: number;
	signal?: AbortSignal;
	body?: Readable;
}

/** Connections are kept for a while, but given up before servers with the usual five seconds of patience close them. */
const kept = { keepAlive: true, timeout: 4000, proxyEnv: env };
const agents = {
	http: new http.Agent(kept),
	verified: new https.Agent(kept),
	unverified: new https.Agent({ ...kept, rejectUnauthorized: false }),
};

/** A server that does not answer to Expect gets the body all the same, after this time (RFC 9110, 10.1.1). */
const CONTINUE_WITHIN = 1000;

/**
 * Sends a request; gives the answer when its headers are there, its body is yet to be read.
 *
 * A body is sent when the server asks for it, so that a refusal comes before a large file instead of breaking it off.
 * It goes out as fast as it is taken, and the request fails when it does.
 */
export async function post({ url, headers, verify, patience, signal, body }: Post): Promise<http.IncomingMessage> {
	return await new Promise((resolve, reject) => {
		const secure = url.protocol === 'https:';
		const agent = secure ? (verify ? agents.verified : agents.unverified) : agents.http;
		const sending = (secure ? https : http).request(url, {
			method: 'POST',
			agent,
			headers: { ...headers, ...(body && { Expect: '100-continue' }) },
			timeout: patience,
			signal,
		});
		sending.on('timeout', () => sending.destroy(silent(patience)));
		sending.on('error', reject);
		sending.on('response', (answer) => {
			// From here on the reader of the answer watches the time.
			sending.removeAllListeners('timeout');
			resolve(answer);
		});
		if (body === undefined) sending.end();
		else sendWhenAsked(sending, body);
	});
}

function sendWhenAsked(sending: http.ClientRequest, body: Readable): void {
	let begun = false;
	const send = () => {
		if (begun || sending.destroyed) return;
		begun = true;
		pipeline(body, sending, (error) => {
			if (error) sending.destroy(error);
		});
	};
	const waiting = new AbortController();
	sending.on('continue', send);
	sending.on('response', () => {
		// What was not asked for by now is not wanted.
		begun = true;
		waiting.abort();
	});
	sending.on('close', () => waiting.abort());
	sleep(CONTINUE_WITHIN, undefined, { signal: waiting.signal }).then(send, () => undefined);
}

import http from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { ServerAddress } from './server-address.ts';

/** Longest wait for an answer, milliseconds. */
const patience = 8_000;

export interface HttpOptions {
	headers?: Record<string, string>;
	/** `user:password`. */
	user?: string;
	body?: string;
}

export interface HttpAnswer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
}

/** A request to the pages on the server's port; redirects are not followed. */
export function requestPage(
	{ host, tls, ca }: ServerAddress, method: string, path: string, { headers = {}, user, body }: HttpOptions = {},
): Promise<HttpAnswer> {
	const authorization = user === undefined ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
	const options = { method, headers: { ...headers, ...authorization }, timeout: patience, agent: false, ca };
	return new Promise((resolve, reject) => {
		const request = (tls ? https : http).request(`${tls ? 'https' : 'http'}://${host}${path}`, options, (response) => {
			text(response).then(
				(answer) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answer }), reject);
		});
		request.on('timeout', () => request.destroy(new Error(`no answer in ${patience / 1000} s`)));
		request.on('error', reject).end(body);
	});
}

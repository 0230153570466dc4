import type { Resource } from './resource.ts';

/** What a page answers with. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: string;
}

/** Answers that must not be kept: what they tell may have changed by the next request. */
export const fresh = { 'cache-control': 'max-age=0, no-cache, must-revalidate', 'vary': 'Accept' };

export function json(body: unknown, headers: Record<string, string> = {}, status = 200): Answer {
	return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) };
}

export function text(status: number, body = '', headers: Record<string, string> = {}): Answer {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** An answer that ends the handling of a request from wherever it is thrown. */
export class HttpError extends Error {
	readonly answer: Answer;

	constructor(answer: Answer) {
		super(`HTTP ${answer.status}`);
		this.answer = answer;
	}
}

/** The request's own fault, in the vendor's form: a sentence, without a character set. */
export function badRequest(why: string): HttpError {
	return new HttpError({ status: 400, headers: { 'content-type': 'text/plain' }, body: why });
}

const allowedHeaders = [
	'Content-Type', 'X-Requested-With', 'X-Forwarded-Host', 'X-Forwarded-Prefix', 'X-PINGOTHER', 'Authorization',
	...['LongPoll', 'ExpectedVersion', 'EventId', 'EventType', 'RequireLeader', 'HardDelete', 'ResolveLinkTos']
		.map((name) => `Kurrent-${name}`),
	...['LongPoll', 'ExpectedVersion', 'EventId', 'EventType', 'RequireMaster', 'RequireLeader', 'HardDelete', 'ResolveLinkTos']
		.map((name) => `ES-${name}`),
].join(', ');

/** Lets browsers' scripts of any origin read the answer (CORS), as the vendor's server does. */
export function crossOrigin(resource?: Resource): Record<string, string> {
	return {
		'access-control-allow-origin': '*',
		'access-control-allow-headers': allowedHeaders,
		...(resource === undefined ? {} : { 'access-control-allow-methods': `${resource.allowed}, OPTIONS` }),
	};
}

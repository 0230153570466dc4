import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { types } from 'node:util';

import type { S3Client } from '@aws-sdk/client-s3';

import { SystemError } from '../../shared/errors.ts';
import { tryAgain } from '../../shared/try-again.ts';
import { adminFailure, type AdminRequest } from './admin-failure.ts';

/** Where the gateway serves its Admin Ops API, unless rgw_admin_entry says otherwise. */
const ENTRY = 'admin';
const ATTEMPTS = 5;

type Path = AdminRequest['path'];
type Query = AdminRequest['query'];

/**
 * RGW's Admin Ops API: users, and what of buckets S3 has no word for. Each call needs a capability of the credential's
 * user. All is in the query, since the gateway takes no signed bodies here; `undefined` is left out of it, and the empty
 * string is a parameter without a value.
 */
export interface Admin {
	get<T>(path: Path, query?: Query): Promise<T>;
	put<T>(path: Path, query: Query): Promise<T>;
	post<T>(path: Path, query: Query): Promise<T>;
	delete<T>(path: Path, query: Query): Promise<T>;
}

type Use = <T>(work: (client: S3Client) => Promise<T>) => Promise<T>;

/**
 * @param use hands out the S3 client, whose signature and connections these requests share, and words its failures
 * @param signal aborts when the user stops the execution
 */
export function admin(use: Use, signal?: AbortSignal): Admin {
	const send = async <T>(request: AdminRequest): Promise<T> => await use(async (client) => (await persist(() => answer(client, request, signal), request)) as T);
	return {
		get: (path, query = {}) => send({ method: 'GET', path, query }),
		put: (path, query) => send({ method: 'PUT', path, query }),
		post: (path, query) => send({ method: 'POST', path, query }),
		delete: (path, query) => send({ method: 'DELETE', path, query }),
	};
}

/** Tries again what is known to have changed nothing: the gateway refuses writers that cross each other. */
async function persist<T>(work: () => Promise<T>, { method }: AdminRequest): Promise<T> {
	const isPassing = (thrown: unknown) => {
		const crossed = thrown instanceof SystemError && thrown.failure.code === 'ConcurrentModification';
		return crossed || (method === 'GET' && types.isNativeError(thrown) && 'code' in thrown && thrown.code === 'ECONNRESET');
	};
	return await tryAgain(work, { isPassing, pause: (tries) => (tries < ATTEMPTS ? 50 * 2 ** tries * Math.random() : undefined) });
}

async function answer(client: S3Client, request: AdminRequest, signal: AbortSignal | undefined): Promise<unknown> {
	const { config } = client;
	const signer = await config.signer();
	const signed = await signer.sign(await toHttp(client, request));
	// In Node.js the body is the incoming message itself.
	const { response } = (await config.requestHandler.handle(signed, { abortSignal: signal })) as { response: { statusCode: number; body: Readable } };
	const body = await text(response.body);
	if (response.statusCode >= 300) throw adminFailure(response.statusCode, body, request);
	return body === '' ? undefined : JSON.parse(body);
}

async function toHttp({ config }: S3Client, { method, path, query }: AdminRequest) {
	const { protocol, hostname, port, path: prefix = '/' } = (await config.endpoint?.()) ?? { protocol: 'http:', hostname: 'localhost' };
	const given = Object.entries(query).filter(([, value]) => value !== undefined);
	return {
		method,
		protocol,
		hostname,
		port,
		path: `${prefix.replace(/\/$/, '')}/${ENTRY}/${path}`,
		query: { format: 'json', ...Object.fromEntries(given.map(([name, value]) => [name, twiceDecoded(String(value))])) },
		headers: { host: port === undefined ? hostname : `${hostname}:${port}` },
	};
}

/**
 * The gateway decodes the query, and takes a plus sign for a blank, once more than HTTP says, where it has checked the signature
 * over what it got first (RGWHTTPArgs in all releases from 17 to 20).
 */
function twiceDecoded(value: string): string {
	return value.replaceAll('%', '%25').replaceAll('+', '%2B');
}

import { createHash } from 'node:crypto';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { SystemError } from '../shared/errors.ts';
import { networkFailure } from '../shared/network-failure.ts';
import { statusFailure } from './failure.ts';

const CREDENTIAL = 'netBoxApi';
/** Milliseconds; NetBox takes long for large pages of objects with many relations. */
const TIMEOUT = 60_000;
/** Milliseconds for which what NetBox says of itself (types, fields, filters) is believed. */
const MEMORY = 600_000;

export type NetBoxCredential = { url: string; token: string; allowUnauthorizedCerts?: boolean };

/** An object as NetBox shows it. */
export type NetBoxObject = IDataObject & { id: number; display?: string };

/** Query parameters; a list repeats the parameter, which NetBox takes as "one of these". */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** NetBox's REST API. Paths are below `/api/`, without slashes at their ends: `dcim/devices/7`. */
export interface NetBox {
	get<T>(path: string, query?: Query): Promise<T>;
	/** What NetBox says of an endpoint: names, types and choices of fields. */
	options<T>(path: string): Promise<T>;
	send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: IDataObject): Promise<T>;
	/** Does the work, or gives what it gave within the last minutes for the same credential; `undefined` is not kept. */
	remember<T>(what: string, work: () => Promise<T>): Promise<T>;
	/** Address of NetBox's own pages, without a slash at its end. */
	address(): Promise<string>;
}

export interface NetBoxContext {
	netBox: NetBox;
}

type Method = IHttpRequestMethods | 'OPTIONS';
type Execution = IExecuteFunctions | ILoadOptionsFunctions;

const memory = new Map<string, { value: Promise<unknown>; until: number }>();

/** Connects with the credential of the node, which is not asked for before the first request. */
export function connect(execution: Execution): NetBoxContext {
	let credentials: Promise<NetBoxCredential> | undefined;
	const credential = async () => await (credentials ??= execution.getCredentials<NetBoxCredential>(CREDENTIAL));
	const ask = async <T>(method: Method, path: string, more: { query?: Query; body?: IDataObject } = {}) =>
		(await request(execution, await credential(), method, path, more)) as T;
	return {
		netBox: {
			get: async (path, query) => await ask('GET', path, { query }),
			options: async (path) => await ask('OPTIONS', path),
			send: async (method, path, body) => await ask(method, path, { body }),
			remember: async (what, work) => await recall(await credential(), what, work),
			address: async () => baseUrl((await credential()).url),
		},
	};
}

/** Users paste the address of the pages, of the API, with and without slashes. */
export function baseUrl(url: string): string {
	return url.trim().replace(/\/+$/, '').replace(/\/api$/, '');
}

/** Every address of the API ends in a slash; without it NetBox redirects, and loses what was sent. */
function address(path: string): string {
	return path === '' ? '/api/' : `/api/${path}/`;
}

async function request(
	execution: Execution,
	credential: NetBoxCredential,
	method: Method,
	path: string,
	{ query, body }: { query?: Query; body?: IDataObject },
): Promise<unknown> {
	const attempt = async () => await send(execution, credential, method, path, { query, body });
	const reading = method === 'GET' || method === 'OPTIONS';
	// NetBox's server closes idle connections after seconds, maybe just when one is used again.
	const { statusCode, body: answer } = await attempt().catch(async (error: unknown) => {
		if (reading && error instanceof SystemError && error.failure.code === 'connection-lost') return await attempt();
		throw error;
	});
	const what = address(path);
	if (statusCode >= 300) throw statusFailure(statusCode, answer, what);
	if (statusCode === 204) return undefined;
	if (typeof answer === 'object' && answer !== null) return answer;
	throw new SystemError({
		message: `What answers at ${what} is not NetBox's API`,
		description: 'Check the URL of the credential: it may be the one of a proxy or of a log-in page.',
		code: String(statusCode),
	});
}

async function send(
	execution: Execution,
	{ url, allowUnauthorizedCerts = false }: NetBoxCredential,
	method: Method,
	path: string,
	{ query, body }: { query?: Query; body?: IDataObject },
): Promise<IN8nHttpFullResponse> {
	try {
		return (await execution.helpers.httpRequestWithAuthentication.call(execution, CREDENTIAL, {
			// n8n's type omits OPTIONS; its HTTP client does not.
			method: method as IHttpRequestMethods,
			baseURL: baseUrl(url),
			url: address(path),
			headers: { Accept: 'application/json' },
			qs: query,
			arrayFormat: 'repeat',
			body,
			json: true,
			timeout: TIMEOUT,
			skipSslCertificateValidation: allowUnauthorizedCerts,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			sendCredentialsOnCrossOriginRedirect: false,
		})) as IN8nHttpFullResponse;
	} catch (thrown) {
		const failure = networkFailure(thrown, 'NetBox', url);
		throw failure ? new SystemError(failure, thrown) : thrown;
	}
}

async function recall<T>({ url, token }: NetBoxCredential, what: string, work: () => Promise<T>): Promise<T> {
	const key = createHash('sha256').update(JSON.stringify([url, token, what])).digest('hex');
	const known = memory.get(key);
	if (known && known.until > Date.now()) return (await known.value) as T;
	const value = work();
	memory.set(key, { value, until: Date.now() + MEMORY });
	try {
		const result = await value;
		if (result === undefined) memory.delete(key);
		return result;
	} catch (thrown) {
		memory.delete(key);
		throw thrown;
	}
}

import { createHash } from 'node:crypto';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { systemAddress, trimPasted } from '../shared/address.ts';
import { SystemError } from '../shared/errors.ts';
import { networkFailure } from '../shared/network-failure.ts';
import { statusFailure } from './failure.ts';
import { withPublicLinks } from './links.ts';
import { forget, recall } from './memory.ts';

const CREDENTIAL = 'netBoxApi';
/** Milliseconds; NetBox takes long for large pages of objects with many relations. */
const TIMEOUT = 60_000;
/** Milliseconds for which what NetBox says of itself is believed, unless another time is given. */
const MEMORY = 600_000;

export type NetBoxCredential = { url: string; token: string; publicUrl?: string; allowUnauthorizedCerts?: boolean };

/** An object as NetBox shows it. */
export type NetBoxObject = IDataObject & { id: number; display?: string };

/** Query parameters; a list repeats the parameter, which NetBox takes as "one of these". */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** NetBox's REST API. Paths are below `/api/`, without slashes at their ends: `dcim/devices/7`. */
export interface NetBox {
	/** @param timeout milliseconds until it is given up */
	get<T>(path: string, query?: Query, timeout?: number): Promise<T>;
	/** What NetBox says of an endpoint: names, types and choices of fields. */
	options<T>(path: string): Promise<T>;
	send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: IDataObject): Promise<T>;
	/**
	 * Does the work, or gives what it gave within the last minutes for the same credential; `undefined` is not kept.
	 *
	 * @param lifetime milliseconds for which an answer is believed; ten minutes unless given
	 */
	remember<T>(what: string, work: () => Promise<T>, lifetime?: (answer: T) => number): Promise<T>;
	/** What is remembered is asked for anew by the next who wants it. */
	forget(what: string): Promise<void>;
	/** Address at which a browser shows NetBox, without a slash at its end. */
	address(): Promise<string>;
	/** IANA name of the workflow's time zone, in which times without an offset are. */
	zone: string;
}

export interface NetBoxContext {
	netBox: NetBox;
}

type Method = IHttpRequestMethods | 'OPTIONS';
type Execution = IExecuteFunctions | ILoadOptionsFunctions;
type Sent = { query?: Query; body?: IDataObject; timeout?: number };

/** Connects with the credential of the node, which is not asked for before the first request. */
export function connect(execution: Execution): NetBoxContext {
	let credentials: Promise<NetBoxCredential> | undefined;
	const credential = async () => await (credentials ??= execution.getCredentials<NetBoxCredential>(CREDENTIAL));
	const ask = async <T>(method: Method, path: string, more: Sent = {}) =>
		(await request(execution, await credential(), method, path, more)) as T;
	return {
		netBox: {
			get: async (path, query, timeout) => await ask('GET', path, { query, timeout }),
			options: async (path) => await ask('OPTIONS', path),
			send: async (method, path, body) => await ask(method, path, { body }),
			remember: async (what, work, lifetime = () => MEMORY) => await recall(keyOf(await credential(), what), lifetime, work),
			forget: async (what) => forget(keyOf(await credential(), what)),
			address: async () => publicAddress(await credential()),
			zone: execution.getTimezone(),
		},
	};
}

/**
 * Reads the address of a credential: users paste that of a page, of the API, with and without slashes.
 *
 * @throws InvalidField when it is none
 */
export function baseUrl(url: string, field = 'URL'): string {
	return systemAddress(url, { field, example: 'https://netbox.example.com', login: 'the field Token' }).replace(/\/api$/, '');
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
	sent: Sent,
): Promise<unknown> {
	const attempt = async () => await send(execution, credential, method, path, sent);
	const reading = method === 'GET' || method === 'OPTIONS';
	// NetBox's server closes idle connections after seconds, maybe just when one is used again.
	const { statusCode, body: answer } = await attempt().catch(async (error: unknown) => {
		if (reading && error instanceof SystemError && error.failure.code === 'connection-lost') return await attempt();
		throw error;
	});
	const what = address(path);
	if (statusCode >= 300) throw statusFailure(statusCode, answer, what);
	if (statusCode === 204) return undefined;
	// The description of the API is large, and has no links.
	if (typeof answer === 'object' && answer !== null) return path === 'schema' ? answer : linked(answer, credential);
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
	{ query, body, timeout = TIMEOUT }: Sent,
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
			timeout,
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

function linked(answer: object, credential: NetBoxCredential): unknown {
	const [inner, outer] = [baseUrl(credential.url), publicAddress(credential)];
	return inner === outer ? answer : withPublicLinks(answer, inner, outer);
}

function publicAddress({ url, publicUrl = '' }: NetBoxCredential): string {
	return trimPasted(publicUrl) === '' ? baseUrl(url) : baseUrl(publicUrl, 'Public URL');
}

/** Another token may see other things; the secret itself is not kept. */
function keyOf({ url, token }: NetBoxCredential, what: string): string {
	return createHash('sha256').update(JSON.stringify([url, token, what])).digest('hex');
}

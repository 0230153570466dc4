import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { tlsOptions } from '../tls.ts';
import { type ApiVersions, correctVersion, isOffered, mediaType, readApiVersions, toMediaType } from './api-versions.ts';
import { detailOf, notOffered, requestFailure, statusFailure } from './failure.ts';
import { inTurn } from './in-turn.ts';
import { type DashboardCredential, readCredential } from './log-in.ts';
import { followTask, isTaskName, type Tasks } from './task.ts';

const CREDENTIAL = 'cephDashboardApi';
/** Milliseconds; creating a pool or an image takes the Dashboard several seconds on a busy cluster. */
const TIMEOUT = 120_000;
/** Milliseconds; copying or flattening a large image takes its time. */
const TASK_TIMEOUT = 600_000;
/** What is answered for an endpoint of a later release: `cephfs/subvolume` is a file system of this name to earlier ones. */
const MAY_BE_ANOTHER_ENDPOINT = new Set([400, 404, 405]);

export interface DashboardAnswer {
	/** 200, 201, 202 (a task went on after the answer) or 204. */
	status: number;
	body: unknown;
	/** How many there are, where the answer is one page of them. */
	total?: number;
}

/** The Dashboard API; paths are below the Dashboard's address, each segment encoded: `api/pool/tenant-a`. */
export interface Dashboard {
	get<T>(path: string, query?: IDataObject): Promise<T>;
	/**
	 * Sends a request of any method and gives the whole answer; work that goes on after it (202) is followed to its end, whose
	 * result is then the body.
	 */
	send(method: IHttpRequestMethods, path: string, body?: object, options?: SendOptions): Promise<DashboardAnswer>;
}

export interface SendOptions {
	query?: IDataObject;
	/** Milliseconds that a task may take; ten minutes unless given. */
	timeout?: number;
	/** `false` gives the answer 202 back instead of following the task. */
	follow?: boolean;
	/** The version to ask the endpoint for, such as `1.1`, instead of the one that it is known to speak. */
	version?: string;
}

type Execution = IExecuteFunctions | ILoadOptionsFunctions;

/** Versions by Dashboard address: read once, for a release changes them rarely; a 415 corrects what is stale. */
const knownVersions = new Map<string, Promise<ApiVersions>>();

/** Log-in, and its renewal when the token has expired, are the credential's. */
export function dashboard(execution: Execution, signal?: AbortSignal): Dashboard {
	let asked: Promise<DashboardCredential> | undefined;
	const credentials = async () => await (asked ??= execution.getCredentials<DashboardCredential>(CREDENTIAL).then(readCredential));
	const request = async (method: IHttpRequestMethods, path: string, more: Pick<IHttpRequestOptions, 'qs' | 'body'>, version?: string) => {
		const credential = await credentials();
		const versions = await apiVersions(execution, credential);
		const { url, qs } = twiceDecoded(path, more.qs);
		const ask = async (accept: string) => await answer(execution, credential, { method, url, qs, body: more.body, headers: { Accept: accept } });
		const first = await ask(version === undefined ? mediaType(versions, method, path) : toMediaType(version));
		const other = first.statusCode === 415 && version === undefined ? correctVersion(versions, method, path, detailOf(first.body) ?? '') : undefined;
		const { statusCode, body, headers } = other === undefined ? first : await ask(other);
		if (MAY_BE_ANOTHER_ENDPOINT.has(statusCode) && !isOffered(versions, method, path)) throw notOffered(method, path);
		if (statusCode >= 300) throw statusFailure(statusCode, body, `${method} ${path}`);
		const total = headers['x-total-count'];
		return { status: statusCode, body: body as unknown, ...(total !== undefined && { total: Number(total) }) };
	};
	const get = async <T>(path: string, query?: IDataObject) => (await request('GET', path, { qs: query })).body as T;
	return {
		get,
		async send(method, path, body, { query, timeout = TASK_TIMEOUT, follow = true, version } = {}) {
			const change = async () => {
				const first = await request(method, path, { body: body, qs: query }, version);
				if (!follow || first.status !== 202 || !isTaskName(first.body)) return first;
				const look = async (name: string) => await get<Tasks>('api/task', { name });
				return { status: first.status, body: await followTask(first.body, look, timeout, signal) };
			};
			if (method !== 'PUT') return await change();
			// While one change of a thing is under way, the Dashboard answers the next with its result and does not make it.
			return await inTurn(`${(await credentials()).url}/${path}`, change);
		},
	};
}

/** The Dashboard decodes what stands in an address once more than HTTP says, so a percent sign is encoded twice. */
function twiceDecoded(path: string, query: IDataObject = {}): { url: string; qs: IDataObject } {
	const escape = (value: unknown): unknown => (Array.isArray(value) ? value.map(escape) : typeof value === 'string' ? value.replaceAll('%', '%25') : value);
	const escaped = Object.entries(query).map(([name, value]) => [name, escape(value)]);
	return { url: `/${path.replaceAll('%25', '%2525')}`, qs: Object.fromEntries(escaped) as IDataObject };
}

async function answer(execution: Execution, { url }: DashboardCredential, request: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
	try {
		return (await execution.helpers.httpRequestWithAuthentication.call(execution, CREDENTIAL, {
			...request,
			baseURL: url,
			json: true,
			arrayFormat: 'repeat',
			timeout: TIMEOUT,
			returnFullResponse: true,
			// 401 must reach n8n, which then logs in anew and repeats the request.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
		})) as IN8nHttpFullResponse;
	} catch (thrown) {
		throw requestFailure(thrown, url, `${request.method} ${request.url}`);
	}
}

async function apiVersions(execution: Execution, credential: DashboardCredential): Promise<ApiVersions> {
	const known = knownVersions.get(credential.url);
	if (known) return await known;
	const reading = readVersions(execution, credential);
	knownVersions.set(credential.url, reading);
	return await reading.catch((thrown: unknown) => {
		knownVersions.delete(credential.url);
		throw requestFailure(thrown, credential.url, 'GET /docs/openapi.json');
	});
}

async function readVersions({ helpers }: Execution, { url, ...trust }: DashboardCredential): Promise<ApiVersions> {
	const { statusCode, body } = (await helpers.httpRequest({
		method: 'GET',
		baseURL: url,
		url: '/docs/openapi.json',
		json: true,
		timeout: TIMEOUT,
		agentOptions: tlsOptions(trust),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	})) as IN8nHttpFullResponse;
	// Where the document is kept from the public, endpoints say their version when they refuse.
	return statusCode === 200 && typeof body === 'object' ? readApiVersions(body as Parameters<typeof readApiVersions>[0]) : [];
}

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import axios, { type AxiosInstance, isAxiosError } from 'axios';

/** An object as NetBox shows it. */
export interface Stored {
	id: number;
	[field: string]: unknown;
}

/** What is asked for, as NetBox takes it. */
export type Wanted = Record<string, unknown>;

export interface Client {
	/**
	 * Makes those of the wanted objects that are missing, in one request, and leaves what is there as it is.
	 * @param path of the type below `/api/`, for example `dcim/sites`
	 * @param wanted objects by the key that {@link keyOf} finds in what is there
	 * @returns all of them, and whatever else NetBox has among `query`, by key
	 */
	ensure(
		path: string,
		wanted: ReadonlyMap<string, Wanted>,
		keyOf: (stored: Stored) => string,
		query?: Record<string, string | number>,
	): Promise<Map<string, Stored>>;
	/** Changes fields of several objects in one request. */
	update(path: string, changes: readonly (Wanted & { id: number })[]): Promise<void>;
}

/** Answers are refused beyond this many objects: a seed looks for its own among all that are there. */
const ALL = 1000;

/**
 * @param token of version 2 (`nbt_….…`) or 1
 * @param log told of each type of which something was made
 */
export function connect(url: string, token: string, log: (line: string) => void): Client {
	const http = axios.create({
		baseURL: `${url}/api/`,
		headers: { Authorization: `${token.startsWith('nbt_') ? 'Bearer' : 'Token'} ${token}` },
		timeout: 120_000,
		// A kept connection may be closed by NetBox at the moment when it is used again.
		httpAgent: new HttpAgent({ keepAlive: false }),
		httpsAgent: new HttpsAgent({ keepAlive: false }),
	});
	http.interceptors.response.use(undefined, (error: unknown) => {
		throw inItsOwnWords(error);
	});
	return {
		async ensure(path, wanted, keyOf, query = {}) {
			const present = new Map((await all(http, path, query)).map((stored) => [keyOf(stored), stored]));
			const missing = [...wanted].filter(([key]) => !present.has(key)).map(([, body]) => body);
			if (missing.length === 0) return present;
			const { data } = await http.post<Stored[]>(`${path}/`, missing);
			for (const stored of data) present.set(keyOf(stored), stored);
			log(`${path}: ${data.length} created`);
			return present;
		},
		async update(path, changes) {
			if (changes.length === 0) return;
			await http.patch(`${path}/`, changes);
			log(`${path}: ${changes.length} changed`);
		},
	};
}

async function all(http: AxiosInstance, path: string, query: Record<string, string | number>): Promise<Stored[]> {
	const found: Stored[] = [];
	for (let next = true; next; ) {
		const { data } = await http.get<{ next: string | null; results: Stored[] }>(`${path}/`, {
			params: { ...query, limit: ALL, offset: found.length },
		});
		found.push(...data.results);
		next = data.next !== null;
	}
	return found;
}

function inItsOwnWords(error: unknown): unknown {
	if (!isAxiosError(error) || error.response === undefined) return error;
	const { status, config } = error.response;
	const data: unknown = error.response.data;
	const text = typeof data === 'string' ? data : JSON.stringify(data);
	return new Error(`NetBox answered ${status} to ${config.method?.toUpperCase()} ${config.url}: ${text.slice(0, 500)}`);
}

/** The usual key. */
export const slug = (stored: Stored): string => String(stored.slug);
export const name = (stored: Stored): string => String(stored.name);

/** Wanted objects under their slugs. */
export function bySlug<T extends { slug: string }>(...wanted: T[]): Map<string, T> {
	return new Map(wanted.map((object) => [object.slug, object]));
}

/** Wanted objects under their names. */
export function byName<T extends { name: string }>(...wanted: T[]): Map<string, T> {
	return new Map(wanted.map((object) => [object.name, object]));
}

/** The object under a key, which was made or found before. */
export function stored(objects: ReadonlyMap<string, Stored>, key: string): Stored {
	const object = objects.get(key);
	if (object === undefined) throw new Error(`NetBox has no "${key}", which was to be there by now.`);
	return object;
}

export function idOf(objects: ReadonlyMap<string, Stored>, key: string): number {
	return stored(objects, key).id;
}

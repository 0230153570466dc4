import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '../../../stack/authentik/log.ts';
import { start } from '../../../stack/authentik/server.ts';

export const TOKEN = 'token-of-akadmin';

export interface Answer<T = Record<string, unknown>> {
	status: number;
	headers: Headers;
	body: T;
}

/** An embedded Authentik in this process, on a free loopback port, with a folder of its own. */
export class Embedded {
	#url = '';
	#close: () => Promise<void> = async () => undefined;
	readonly #data: string;
	readonly #failures: string[] = [];

	private constructor(data: string) {
		this.#data = data;
	}

	static async start(): Promise<Embedded> {
		const embedded = new Embedded(await mkdtemp(join(tmpdir(), 'embedded-authentik-')));
		await embedded.#start();
		return embedded;
	}

	get url(): string {
		return this.#url;
	}

	/** Stops the server and starts it again on the same data. */
	async restart(): Promise<void> {
		await this.#close();
		await this.#start();
	}

	/** @throws Error when the server logged one: whatever a test asked of it, it must not break */
	async stop(): Promise<void> {
		await this.#close();
		await rm(this.#data, { recursive: true });
		if (this.#failures.length > 0) throw new Error(`the server logged errors: ${this.#failures.join('\n')}`);
	}

	/** Calls the management API; as akadmin unless another token, or none, is given. */
	async api<T = Record<string, unknown>>(
		method: string,
		path: string,
		body?: unknown,
		token: string | null = TOKEN,
	): Promise<Answer<T>> {
		return this.fetch<T>(`/api/v3/${path}`, {
			method,
			headers: {
				...(token === null ? {} : { authorization: `Bearer ${token}` }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
	}

	/** Posts a form to an OpenID endpoint, with HTTP Basic when `basic` is given. */
	async form<T = Record<string, unknown>>(
		endpoint: string,
		fields: Record<string, string>,
		basic?: [string, string],
	): Promise<Answer<T>> {
		const authorization = basic && `Basic ${Buffer.from(basic.join(':')).toString('base64')}`;
		return this.fetch<T>(`/application/o/${endpoint}/`, {
			method: 'POST',
			headers: authorization ? { authorization } : {},
			body: new URLSearchParams(fields),
		});
	}

	async fetch<T = Record<string, unknown>>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
		const response = await fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
		const text = await response.text();
		const json = response.headers.get('content-type')?.includes('json') && text !== '';
		return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
	}

	/** A GET with headers that fetch would not let through, such as Host. */
	async getWith(path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
		return new Promise((resolve, reject) => {
			httpRequest(`${this.url}${path}`, { headers }, (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
			})
				.on('error', reject)
				.end();
		});
	}

	async #start(): Promise<void> {
		const server = await start({
			data: this.#data,
			host: '127.0.0.1',
			port: 0,
			bootstrap: { token: TOKEN },
			log: { ...silent, error: (event, fields) => this.#failures.push(`${event} ${JSON.stringify(fields)}`) },
		});
		this.#url = server.url;
		this.#close = () => server.close();
	}
}

import { setTimeout as pause } from 'node:timers/promises';

import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios';

/** n8n's own REST interface as the editor uses it, logged in as the owner. */
export interface Session {
	/** Takes a path below /rest; answers what the reply carries as `data`. */
	get<T>(path: string): Promise<T>;
	post<T>(path: string, body: unknown): Promise<T>;
	patch<T>(path: string, body: unknown): Promise<T>;
	/** Takes the path of a JSON file that n8n serves to its editor; answers what is in it. */
	file<T>(path: string): Promise<T>;
}

export interface Owner {
	url: string;
	ownerEmail: string;
	ownerPassword: string;
}

/** Settings that n8n tells; without a session only a part of them. */
interface Settings {
	userManagement: { showSetupOnFirstLoad: boolean };
	versionCli?: string;
}

const readyTimeout = 60_000;

/** Milliseconds. */
const loginPatience = 120_000;

/**
 * Logs in as the owner; makes the owner account first where n8n has none.
 * @throws Error with n8n's own message
 */
export async function ownerSession({ url, ownerEmail, ownerPassword }: Owner): Promise<Session> {
	const client = axios.create({ baseURL: `${url}/rest`, timeout: 30_000, proxy: false });
	const settings = await settingsOnceReady(client);
	const [path, body] = settings.userManagement.showSetupOnFirstLoad
		? ['/owner/setup', { email: ownerEmail, password: ownerPassword, firstName: 'Machine', lastName: 'Owner' }]
		: ['/login', { emailOrLdapLoginId: ownerEmail, password: ownerPassword }];
	const answer = await letIn(client, path, body).catch((error: unknown) => {
		throw new Error(`n8n at ${url} does not let the owner in: ${reason(error)}`);
	});
	const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
	client.defaults.headers.common.Cookie = cookies.join('; ');
	return {
		get: (target) => request(client, 'GET', target),
		post: (target, content) => request(client, 'POST', target, content),
		patch: (target, content) => request(client, 'PATCH', target, content),
		file: async <T>(target: string) => {
			const answer = await client.get<T>(target, { baseURL: url }).catch((error: unknown) => {
				throw new Error(`n8n refuses GET ${target}: ${reason(error)}`);
			});
			return answer.data;
		},
	};
}

/** n8n lets an account in a few times a minute, and tells whoever comes after that when to come again. */
async function letIn(client: AxiosInstance, path: string, body: object): Promise<AxiosResponse> {
	for (const deadline = Date.now() + loginPatience; ; ) {
		try {
			return await client.post(path, body);
		} catch (error) {
			if (!isAxiosError(error) || error.response?.status !== 429) throw error;
			const seconds = Number(error.response.headers['retry-after']) || 5;
			if (Date.now() + seconds * 1000 > deadline) throw error;
			await pause(seconds * 1000);
		}
	}
}

/** n8n answers its health check, and everything else with a page that asks for patience, before its API is there. */
async function settingsOnceReady(client: AxiosInstance): Promise<Settings> {
	for (const deadline = Date.now() + readyTimeout; ; await pause(500)) {
		const settings = await request<Partial<Settings> | undefined>(client, 'GET', '/settings').catch((error: unknown) => {
			if (Date.now() > deadline) throw error;
			return undefined;
		});
		if (settings?.userManagement) return settings as Settings;
		if (Date.now() > deadline) throw new Error(`n8n's API is not ready after ${readyTimeout / 1000} s.`);
	}
}

async function request<T>(client: AxiosInstance, method: string, path: string, data?: unknown): Promise<T> {
	try {
		const answer = await client.request<{ data: T }>({ method, url: path, data });
		return answer.data.data;
	} catch (error) {
		throw new Error(`n8n refuses ${method} /rest${path}: ${reason(error)}`);
	}
}

/** What went wrong, without the request: it holds the password. */
function reason(error: unknown): string {
	if (!isAxiosError<{ message?: string }>(error)) return String(error);
	if (!error.response) return error.code ?? error.message;
	const message = error.response.data?.message ?? error.response.statusText;
	return `${error.response.status} ${message.replace(/\s+/g, ' ').trim()}`;
}

/** n8n's version, as it tells its owner. */
export async function n8nVersion(session: Session): Promise<string> {
	const { versionCli } = await session.get<Settings>('/settings');
	return versionCli ?? 'unknown';
}

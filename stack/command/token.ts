import axios, { isAxiosError } from 'axios';

import { connections } from '../connections.ts';
import type { ProjectOptions } from './machine.ts';

/** Service accounts that the example data have: one that may publish documents and order volumes, a second one for volumes, one that may do neither. */
export const SERVICE_ACCOUNTS = ['publisher', 'operator', 'outsider'] as const;
export type ServiceAccount = (typeof SERVICE_ACCOUNTS)[number];

/** `stack token`: prints a fresh access token and nothing else, for use in a command line. */
export async function token({ project, user }: ProjectOptions & { user: string }): Promise<number> {
	const account = SERVICE_ACCOUNTS.find((each) => each === user);
	if (account === undefined) throw new Error(`--user must be one of ${SERVICE_ACCOUNTS.join(', ')}.`);
	process.stdout.write(`${await accessToken(project, account)}\n`);
	return 0;
}

/**
 * A fresh access token of the application `cim` for a service account, by client credentials with its app password.
 * @throws Error with what Authentik answers
 */
export async function accessToken(project: string, user: ServiceAccount): Promise<string> {
	const { authentik } = await connections(project, 'host');
	const { username, password } = authentik[user];
	const form = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: authentik.clientId,
		username,
		password,
		scope: 'openid profile',
	});
	try {
		const { data } = await axios.post<{ access_token: string }>(`${authentik.url}/application/o/token/`, form, {
			timeout: 15_000,
			proxy: false,
		});
		return data.access_token;
	} catch (error) {
		throw new Error(`Authentik at ${authentik.url} gives no token: ${reason(error)}`);
	}
}

/** Authentik's words; the request, which holds the password, stays out. */
function reason(error: unknown): string {
	if (!isAxiosError<{ error?: string; error_description?: string }>(error)) return String(error);
	const { error: code, error_description: description } = error.response?.data ?? {};
	return [error.response?.status, code, description].filter(Boolean).join(' ') || (error.code ?? error.message);
}

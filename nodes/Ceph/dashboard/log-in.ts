import type { IHttpRequestHelper, IN8nHttpFullResponse } from 'n8n-workflow';

import { systemAddress, trimPasted } from '../../shared/address.ts';
import { SystemError } from '../../shared/errors.ts';
import { tlsOptions, type Trust } from '../tls.ts';
import { detailOf, requestFailure, statusFailure } from './failure.ts';

/** The credential type `cephDashboardApi`, decrypted. */
export interface DashboardCredential extends Trust {
	url: string;
	username: string;
	password: string;
}

/**
 * What the user pasted into the credential, as it is meant: the address out of a browser, without the page that it shows.
 *
 * @throws InvalidField when the URL is no address
 */
export function readCredential<C extends DashboardCredential>(credential: C): C {
	const url = systemAddress(credential.url, { field: 'URL', example: 'https://ceph-mgr.example.com:8443', login: 'the fields Username and Password' });
	return { ...credential, url, username: trimPasted(credential.username) };
}

/**
 * Logs in to the Dashboard.
 *
 * @returns a token (JWT) that is valid for eight hours unless the cluster says otherwise
 * @throws SystemError with the Dashboard's words when it refuses or cannot be reached
 * @throws InvalidField when the URL is no address
 */
export async function logIn({ helpers }: IHttpRequestHelper, given: DashboardCredential): Promise<string> {
	const credential = readCredential(given);
	const { url, username, password } = credential;
	const { statusCode, body } = await post(helpers, credential, '/api/auth', { username, password });
	if (statusCode === 201 && isToken(body)) return body.token;
	if (detailOf(body) === 'Invalid credentials') {
		throw new SystemError({
			message: `The Ceph Dashboard does not let "${username}" in: user name or password is wrong`,
			// Blanks may belong to a password, so that they are not taken away.
			description: `${password === trimPasted(password) ? '' : 'The password of the credential begins or ends with a blank. '}Too many failed log-ins disable the user; an administrator enables it again.`,
			code: '401',
		});
	}
	if (statusCode < 300) {
		throw new SystemError({
			message: `${new URL(url).host} is no Ceph Dashboard`,
			description: 'Check the URL in the credential: the address at which a browser shows the Dashboard.',
			code: String(statusCode),
		});
	}
	throw statusFailure(statusCode, body, 'the log-in');
}

async function post(
	helpers: IHttpRequestHelper['helpers'],
	{ url, ...trust }: DashboardCredential,
	path: string,
	body: object,
): Promise<IN8nHttpFullResponse> {
	try {
		return (await helpers.httpRequest({
			method: 'POST',
			baseURL: url,
			url: path,
			// Every release from 16 on speaks this version of the log-in.
			headers: { Accept: 'application/vnd.ceph.api.v1.0+json' },
			body,
			json: true,
			agentOptions: tlsOptions(trust),
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		})) as IN8nHttpFullResponse;
	} catch (thrown) {
		throw requestFailure(thrown, url, 'the log-in');
	}
}

function isToken(body: unknown): body is { token: string } {
	return typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string';
}

import type { ICredentialTestFunctions, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { JSONWebKeySet, JWK } from 'jose';

import { SystemError } from '../shared/errors.ts';
import { networkFailure } from '../shared/network-failure.ts';
import type { Application } from './application.ts';

/** What Authentik answered; the body is parsed when it is JSON. */
export interface Answer {
	statusCode: number;
	body: unknown;
}

/** Gets an address of an application's Authentik. */
export type Get = (url: string, application: Application) => Promise<Answer>;

const TIMEOUT = 5_000;

/** Requests through n8n's helper, so that its proxy settings hold. */
export function executionGet({ helpers }: Pick<IExecuteFunctions, 'helpers'>): Get {
	return async (url, { tls }) => {
		const request: IHttpRequestOptions = {
			url,
			headers: { accept: 'application/json' },
			timeout: TIMEOUT,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			agentOptions: tls,
		};
		return (await helpers.httpRequest(request)) as Answer;
	};
}

/** The same from n8n's credential dialog, which hands in an older helper. */
export function credentialTestGet({ helpers }: Pick<ICredentialTestFunctions, 'helpers'>): Get {
	return async (uri, { tls }) =>
		(await helpers.request({
			uri,
			json: true,
			timeout: TIMEOUT,
			followRedirect: false,
			resolveWithFullResponse: true,
			simple: false,
			agentOptions: tls,
		})) as Answer;
}

/**
 * Fetches the keys that the application signs with, by way of its discovery document.
 *
 * Both are asked of {@link Application.origin}: Authentik's own addresses follow the Host header of the request.
 *
 * @throws SystemError when Authentik cannot be reached, is not the issuer, or signs with a shared secret
 */
export async function fetchKeys(get: Get, application: Application): Promise<JSONWebKeySet> {
	const discovery = await getJson(get, application.discoveryPath, application);
	checkIssuer(discovery.issuer, application);
	const { keys } = await getJson(get, new URL(String(discovery.jwks_uri), application.issuer).pathname, application);
	if (!Array.isArray(keys) || keys.length === 0) {
		throw new SystemError({
			message: 'The application has no public key',
			description: 'It signs with its client secret. Choose a Signing Key in its provider in Authentik.',
		});
	}
	return { keys: keys as JWK[] };
}

/** OpenID Connect Discovery 1.0, 4.3: exactly the issuer; reached by another address, Authentik names that one. */
function checkIssuer(found: unknown, { issuer, origin, discoveryPath }: Application): void {
	const { pathname } = new URL(issuer);
	if (found === issuer || found === `${origin}${pathname}`) return;
	const said = URL.parse(String(found));
	// Where all providers have the same issuer, it is the address above `application/o/<slug>/`.
	const isCommon = said !== null && discoveryPath.startsWith(`${said.pathname}application/o/`);
	throw new SystemError({
		message: `Authentik says that its issuer is ${JSON.stringify(found)}`,
		description: isCommon
			? `The credential says ${JSON.stringify(issuer)}, but the provider's Issuer Mode is that all providers have the same one. Write that as Issuer, and the application's slug as Application Slug.`
			: `The credential says ${JSON.stringify(issuer)}. Copy the issuer from the application's provider in Authentik.`,
	});
}

async function getJson(get: Get, path: string, application: Application): Promise<Record<string, unknown>> {
	const url = `${application.origin}${path}`;
	let answer: Answer;
	try {
		answer = await get(url, application);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const unknown = {
			message: `Authentik cannot be reached at ${url}`,
			description: `${reason}. Check that it runs, and the Issuer, Internal URL and CA Certificate of the credential.`,
		};
		throw new SystemError(networkFailure(error, 'Authentik', url) ?? unknown, error);
	}
	const { statusCode, body } = answer;
	if (statusCode === 200 && typeof body === 'object' && body !== null) return body as Record<string, unknown>;
	throw new SystemError({
		message: `Authentik answered ${url} with status ${statusCode}${statusCode === 200 ? ' but no JSON' : ''}`,
		description:
			statusCode === 404
				? "It knows no such application. Copy the issuer from the application's provider in Authentik."
				: 'Check the Issuer and the Internal URL of the credential: something else may answer there.',
		code: String(statusCode),
	});
}

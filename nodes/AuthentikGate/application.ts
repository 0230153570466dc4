import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InvalidField } from '../shared/errors.ts';

/** The application in Authentik whose access tokens are accepted, and how to reach the Authentik that issues them. */
export type Application = {
	/** Exactly as it stands in tokens, with its trailing slash. */
	issuer: string;
	clientId: string;
	/** Scheme, host and port under which this n8n reaches Authentik. */
	origin: string;
	tls: { ca?: string; rejectUnauthorized?: false };
};

/**
 * Reads a credential of type `authentikApplicationApi`.
 *
 * @throws InvalidField naming the field of the credential
 */
export function applicationOf(credential: ICredentialDataDecryptedObject): Application {
	const { clientId, internalUrl, caCertificate, allowUnauthorizedCerts } = credential;
	const issuer = text(credential.issuer);
	const { origin, pathname } = webAddress('Issuer', issuer);
	// Authentik compares and issues it with the slash (openid-configuration of a provider, `issuer`).
	if (!issuer.endsWith('/')) throw new InvalidField('Issuer', 'the trailing slash is missing', `${issuer}/`);
	if (pathname === '/') {
		throw new InvalidField(
			'Issuer',
			'it names no application',
			'the issuer of a provider whose Issuer Mode is "Each provider has a different issuer"',
		);
	}
	if (text(clientId) === '') throw new InvalidField('Client ID', 'a value is required');
	return {
		issuer,
		clientId: text(clientId),
		origin: internalUrl ? internalOrigin(text(internalUrl)) : origin,
		tls: {
			...(caCertificate && { ca: text(caCertificate) }),
			...(allowUnauthorizedCerts === true && { rejectUnauthorized: false }),
		},
	};
}

function internalOrigin(value: string): string {
	const { origin, pathname, search } = webAddress('Internal URL', value);
	if (pathname !== '/' || search !== '') {
		throw new InvalidField('Internal URL', 'it has a path', `only scheme, host and port: ${origin}`);
	}
	return origin;
}

function webAddress(field: string, value: string): URL {
	const url = URL.parse(value);
	if (url === null || !/^https?:$/.test(url.protocol)) {
		throw new InvalidField(field, 'not an address', 'an absolute http or https URL');
	}
	return url;
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

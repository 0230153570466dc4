import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { decodeJwt } from 'jose';

import { trimPasted } from '../shared/address.ts';
import { InvalidField } from '../shared/errors.ts';
import { readInternalUrl, readIssuer } from './issuer.ts';

/** An application in Authentik whose access tokens are accepted, and how to reach the Authentik that issues them. */
export type Application = {
	/** Exactly as it stands in tokens, with its trailing slash. */
	issuer: string;
	clientId: string;
	/** Scheme, host and port under which this n8n reaches Authentik. */
	origin: string;
	/** Path of the discovery document at that origin. */
	discoveryPath: string;
	tls: { ca?: string; rejectUnauthorized?: false };
};

/** An application beside the one of the credential, in the same Authentik. */
export interface FurtherApplication {
	/** That of the credential when empty. */
	issuer: string;
	clientId: string;
	/** Needed where the issuer names no application. */
	applicationSlug: string;
}

/**
 * Reads a credential of type `authentikApplicationApi`.
 *
 * @throws InvalidField naming the field of the credential
 */
export function applicationOf(credential: ICredentialDataDecryptedObject): Application {
	const { issuer, origin, discoveryPath } = readIssuer(text(credential.issuer), text(credential.applicationSlug));
	const internalUrl = text(credential.internalUrl);
	const caCertificate = text(credential.caCertificate);
	return {
		issuer,
		clientId: required('Client ID', text(credential.clientId)),
		origin: internalUrl === '' ? origin : readInternalUrl(internalUrl),
		discoveryPath,
		tls: {
			...(caCertificate !== '' && { ca: caCertificate }),
			...(credential.allowUnauthorizedCerts === true && { rejectUnauthorized: false }),
		},
	};
}

/**
 * Reads an application that is accepted beside the first: it is reached as the first is.
 *
 * @throws InvalidField naming the field of its row
 */
export function furtherApplication(first: Application, further: FurtherApplication): Application {
	const { issuer, origin, discoveryPath } = readIssuer(further.issuer || first.issuer, further.applicationSlug);
	const here = new URL(first.issuer).origin;
	if (origin !== here) {
		throw new InvalidField('Issuer', `${origin} is another Authentik than that of the credential`, `an issuer at ${here}`);
	}
	return { ...first, issuer, discoveryPath, clientId: required('Client ID', trimPasted(further.clientId)) };
}

/**
 * Says which application a token claims to be for. Nothing is proved by that: the token is then held against that one.
 *
 * @returns the first when it names none of them
 */
export function claimedApplication(token: string, applications: readonly [Application, ...Application[]]): Application {
	const [first] = applications;
	const { iss, aud } = claimsOf(token);
	const sameIssuer = applications.filter(({ issuer }) => issuer === iss);
	return sameIssuer.find(({ clientId }) => [aud].flat().includes(clientId)) ?? sameIssuer[0] ?? first;
}

function claimsOf(token: string): { iss?: string; aud?: string | string[] } {
	try {
		return decodeJwt(token);
	} catch {
		// Verifying it says what is wrong with it.
		return {};
	}
}

function required(field: string, value: string): string {
	if (value === '') throw new InvalidField(field, 'a value is required');
	return value;
}

function text(value: unknown): string {
	return typeof value === 'string' ? trimPasted(value) : '';
}

import 'reflect-metadata';

import { createPublicKey, type KeyObject, webcrypto } from 'node:crypto';

import {
	BasicConstraintsExtension,
	type Extension,
	Name,
	KeyUsageFlags,
	KeyUsagesExtension,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
} from '@peculiar/x509';

export interface CertificateRequest {
	commonName: string;
	organization: string;
	/** RSA, EC on P-256, or Ed25519. */
	privateKey: KeyObject;
	/** Names of hosts, beside the common name; may be empty. */
	dnsNames?: readonly string[];
	ipAddresses?: readonly string[];
	validDays: number;
	/** When it begins to be valid. */
	from: Date;
	/** Who signs: itself unless given. */
	issuer?: Authority;
	/** Whether it may sign others. */
	isAuthority?: boolean;
}

/** Who signs certificates: their names are the subject of its own. */
export interface Authority {
	commonName: string;
	organization: string;
	privateKey: KeyObject;
}

const ALGORITHMS = {
	rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
	ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
	ed25519: { name: 'Ed25519' },
} as const;

/** Makes an X.509 v3 certificate (RFC 5280), in PEM. */
export async function makeCertificate(request: CertificateRequest): Promise<string> {
	const { privateKey, dnsNames = [], ipAddresses = [], from, validDays, isAuthority = false } = request;
	const issuer = request.issuer ?? request;
	const names = [...dnsNames.map((value) => ({ type: 'dns', value }) as const), ...ipAddresses.map((value) => ({ type: 'ip', value }) as const)];
	const extensions: Extension[] = [];
	if (names.length > 0) extensions.push(new SubjectAlternativeNameExtension(names));
	if (isAuthority) {
		extensions.push(new BasicConstraintsExtension(true, 0, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true));
	}
	const certificate = await X509CertificateGenerator.create({
		subject: nameOf(request),
		issuer: nameOf(issuer),
		notBefore: from,
		notAfter: new Date(from.getTime() + validDays * 86_400_000),
		publicKey: await publicKeyOf(privateKey),
		signingKey: await signingKeyOf(issuer.privateKey),
		signingAlgorithm: algorithmOf(issuer.privateKey),
		extensions,
	});
	return `${certificate.toString('pem')}\n`;
}

function nameOf({ commonName, organization }: Pick<Authority, 'commonName' | 'organization'>): Name {
	return new Name([{ CN: [{ utf8String: commonName }] }, { O: [{ utf8String: organization }] }]);
}

function algorithmOf({ asymmetricKeyType }: KeyObject) {
	const algorithm = ALGORITHMS[asymmetricKeyType as keyof typeof ALGORITHMS];
	if (!algorithm) throw new Error(`No certificate can be made for a key of type ${asymmetricKeyType}.`);
	return algorithm;
}

async function signingKeyOf(key: KeyObject) {
	const der = key.export({ type: 'pkcs8', format: 'der' });
	return await webcrypto.subtle.importKey('pkcs8', der, algorithmOf(key), false, ['sign']);
}

async function publicKeyOf(key: KeyObject) {
	const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
	return await webcrypto.subtle.importKey('spki', der, algorithmOf(key), true, ['verify']);
}

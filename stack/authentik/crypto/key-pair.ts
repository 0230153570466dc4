import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { CertificateKeyPair } from '../models/certificate-key-pair.ts';
import { selfSign } from './certificate.ts';

const generate = promisify(generateKeyPair);

/** Names of algorithms as the API has them. */
export const ALGORITHMS = ['rsa', 'ecdsa', 'ed25519'] as const;

export interface KeyPairRequest {
	algorithm: (typeof ALGORITHMS)[number];
	commonName: string;
	dnsNames: readonly string[];
	validDays: number;
}

/** Generates a key and signs a certificate for it with itself. */
export async function generateCertificate(
	request: KeyPairRequest,
): Promise<Pick<CertificateKeyPair, 'certificate_data' | 'key_data' | 'key_type'>> {
	const { privateKey, publicKey } = await newKey(request.algorithm);
	const certificate = selfSign({
		privateKey,
		publicKey,
		commonName: request.commonName,
		organization: 'embedded Authentik',
		dnsNames: request.dnsNames,
		validDays: request.validDays,
		now: new Date(),
	});
	const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	return { certificate_data: certificate, key_data: key, key_type: keyType(privateKey) };
}

function newKey(algorithm: KeyPairRequest['algorithm']): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
	if (algorithm === 'ecdsa') return generate('ec', { namedCurve: 'P-256' });
	if (algorithm === 'ed25519') return generate('ed25519');
	return generate('rsa', { modulusLength: 2048 });
}

/** The API's word for the kind of a key. */
export function keyType(key: KeyObject): CertificateKeyPair['key_type'] {
	const type = key.asymmetricKeyType;
	return type === 'rsa' || type === 'ec' || type === 'dsa' || type === 'ed25519' || type === 'ed448' ? type : null;
}

/** Whether a private key belongs to a certificate; both in PEM. */
export function belongTogether(keyData: string, certificate: { publicKey: KeyObject }): boolean {
	return createPublicKey(createPrivateKey(keyData)).equals(certificate.publicKey);
}

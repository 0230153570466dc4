import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { CertificateKeyPair } from '../models/certificate-key-pair.ts';
import { makeCertificate } from '../../certificate.ts';

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
	const privateKey = await newKey(request.algorithm);
	const certificate = await makeCertificate({
		privateKey,
		commonName: request.commonName,
		organization: 'embedded Authentik',
		dnsNames: request.dnsNames,
		validDays: request.validDays,
		from: new Date(),
	});
	const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	return { certificate_data: certificate, key_data: key, key_type: keyType(privateKey) };
}

async function newKey(algorithm: KeyPairRequest['algorithm']): Promise<KeyObject> {
	if (algorithm === 'ecdsa') return (await generate('ec', { namedCurve: 'P-256' })).privateKey;
	if (algorithm === 'ed25519') return (await generate('ed25519')).privateKey;
	return (await generate('rsa', { modulusLength: 2048 })).privateKey;
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

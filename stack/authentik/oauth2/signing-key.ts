import { createHash, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { certificateMembers } from '../crypto/certificate-members.ts';
import type { CertificateKeyPair } from '../models/certificate-key-pair.ts';
import { certificateKeyPairModel } from '../models/certificate-key-pair.ts';
import type { OAuth2Provider } from '../models/oauth2-provider.ts';
import type { Objects } from '../storage/objects.ts';

/** What a provider signs with. */
export interface SigningKey {
	alg: string;
	/** Absent in HS256. */
	kid?: string;
	key: KeyObject;
	/** The public half as the JWKS shows it; absent in HS256. */
	jwk?: Record<string, unknown>;
}

/** The key of a provider; without one it signs with its client secret and HS256, also when the key was deleted. */
export function signingKey(objects: Objects, provider: OAuth2Provider): SigningKey {
	const pair = objects.get(certificateKeyPairModel, provider.signing_key);
	if (pair?.key_data) return keyOfPair(pair);
	return { alg: 'HS256', key: createSecretKey(Buffer.from(provider.client_secret)) };
}

function keyOfPair(pair: CertificateKeyPair): SigningKey {
	const key = createPrivateKey(pair.key_data);
	const publicKey = createPublicKey(key);
	const alg = algorithmOf(key);
	if (!alg) throw new Error(`the key pair ${pair.name} cannot sign tokens; give the provider an RSA or EC key`);
	const der = publicKey.export({ type: 'spki', format: 'der' });
	const kid = createHash('sha256').update(der).digest('hex').slice(0, 32);
	const certificate = certificateMembers(pair.certificate_data);
	return { alg, kid, key, jwk: { alg, kid, use: 'sig', ...publicKey.export({ format: 'jwk' }), ...certificate } };
}

/** Whether a key pair can sign tokens: it must have its private key, and be of a kind that JWTs know here. */
export function canSign(pair: CertificateKeyPair): boolean {
	return pair.key_data !== '' && algorithmOf(createPrivateKey(pair.key_data)) !== undefined;
}

/** RFC 7518 3.1: an EC key fixes its algorithm by its curve. */
function algorithmOf(key: KeyObject): string | undefined {
	if (key.asymmetricKeyType === 'rsa') return 'RS256';
	const curve = key.asymmetricKeyDetails?.namedCurve;
	const byCurve: Record<string, string> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };
	return curve === undefined ? undefined : byCurve[curve];
}

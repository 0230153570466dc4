import { createHash, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import {
	bitString,
	explicit,
	integer,
	nothing,
	objectIdentifier,
	octetString,
	sequence,
	set,
	tagged,
	time,
	utf8String,
} from './der.ts';

export interface CertificateRequest {
	privateKey: KeyObject;
	publicKey: KeyObject;
	commonName: string;
	organization: string;
	/** Names beside the common one; may be empty. */
	dnsNames: readonly string[];
	validDays: number;
	now: Date;
}

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

/**
 * Makes a self-signed X.509 v3 certificate (RFC 5280) for an RSA, EC or Ed25519 key, in PEM.
 * Its SHA-256 signature needs no library: Node signs, only the wrapping is written here.
 */
export function selfSign(request: CertificateRequest): string {
	const name = sequence(
		relativeName(COMMON_NAME, request.commonName),
		relativeName(ORGANIZATION, request.organization),
	);
	const until = new Date(request.now.getTime() + request.validDays * 86_400_000);
	const algorithm = signatureAlgorithm(request.privateKey);
	const body = sequence(
		explicit(0, integer(Buffer.from([2]))),
		integer(randomBytes(16)),
		algorithm,
		name,
		sequence(time(request.now), time(until)),
		name,
		request.publicKey.export({ type: 'spki', format: 'der' }),
		...alternativeNames(request.dnsNames),
	);
	const digest = request.privateKey.asymmetricKeyType?.startsWith('ed') ? null : 'sha256';
	const certificate = sequence(body, algorithm, bitString(sign(digest, body, request.privateKey)));
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** The fields of a JSON Web Key that describe its certificate (RFC 7517 4.7 to 4.9). */
export function certificateMembers(pem: string): { x5c: string[]; x5t: string; 'x5t#S256': string } {
	const { raw } = new X509Certificate(pem);
	return {
		x5c: [raw.toString('base64')],
		x5t: createHash('sha1').update(raw).digest('base64url'),
		'x5t#S256': createHash('sha256').update(raw).digest('base64url'),
	};
}

function relativeName(type: string, value: string): Buffer {
	return set(sequence(objectIdentifier(type), utf8String(value)));
}

function signatureAlgorithm(key: KeyObject): Buffer {
	switch (key.asymmetricKeyType) {
		case 'rsa':
			return sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing());
		case 'ec':
			return sequence(objectIdentifier('1.2.840.10045.4.3.2'));
		case 'ed25519':
			return sequence(objectIdentifier('1.3.101.112'));
		case 'ed448':
			return sequence(objectIdentifier('1.3.101.113'));
		default:
			throw new Error(`no certificate can be made for a key of type ${key.asymmetricKeyType}`);
	}
}

function alternativeNames(names: readonly string[]): Buffer[] {
	if (names.length === 0) return [];
	// RFC 5280 4.2.1.6: dNSName is the implicit tag [2].
	const value = sequence(...names.map((name) => tagged(0x82, Buffer.from(name, 'ascii'))));
	return [explicit(3, sequence(sequence(objectIdentifier(SUBJECT_ALTERNATIVE_NAME), octetString(value))))];
}

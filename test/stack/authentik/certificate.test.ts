import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { selfSign } from '../../../stack/authentik/crypto/certificate.ts';
import { integer, objectIdentifier } from '../../../stack/authentik/crypto/der.ts';

const KEYS = {
	rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
	ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
	ed25519: generateKeyPairSync('ed25519'),
};

describe.each(Object.entries(KEYS))('a certificate for a key of type %s', (_type, { privateKey, publicKey }) => {
	test('is read by Node, verifies and belongs to the key', () => {
		const pem = selfSign({
			privateKey,
			publicKey,
			commonName: 'Zertifikat für Prüfungen',
			organization: 'embedded Authentik',
			dnsNames: ['a.example', 'b.example'],
			validDays: 10,
			now: new Date('2026-01-31T12:00:00Z'),
		});
		const certificate = new X509Certificate(pem);
		expect(certificate.verify(publicKey)).toBe(true);
		expect(certificate.checkPrivateKey(privateKey)).toBe(true);
		expect(certificate.checkIssued(certificate)).toBe(true);
		expect(certificate.subject).toContain('CN=Zertifikat für Prüfungen');
		expect(certificate.subjectAltName).toBe('DNS:a.example, DNS:b.example');
		expect(certificate.validToDate.toISOString()).toBe('2026-02-10T12:00:00.000Z');
	});
});

test('a certificate may end after 2049, where the form of times changes', () => {
	const pem = selfSign({
		...KEYS.ec,
		commonName: 'long',
		organization: 'embedded Authentik',
		dnsNames: [],
		validDays: 365 * 30,
		now: new Date('2026-01-01T00:00:00Z'),
	});
	expect(new X509Certificate(pem).validToDate.getUTCFullYear()).toBe(2055);
});

test('DER integers are positive and as short as can be', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), (number) => {
			const digits = number.toString(16);
			const der = integer(Buffer.from(`0000${digits.length % 2 ? '0' : ''}${digits}`, 'hex'));
			const content = der.subarray(2);
			expect(der[1]).toBe(content.length);
			expect(BigInt(`0x${content.toString('hex')}`)).toBe(number);
			expect((content[0] ?? 0) & 0x80).toBe(0);
			if (content.length > 1 && content[0] === 0) expect((content[1] ?? 0) & 0x80).toBe(0x80);
		}),
	);
});

test('object identifiers', () => {
	expect(objectIdentifier('1.2.840.113549.1.1.11').toString('hex')).toBe('06092a864886f70d01010b');
});

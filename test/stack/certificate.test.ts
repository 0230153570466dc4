import { generateKeyPairSync, X509Certificate } from 'node:crypto';

import { makeCertificate } from '../../stack/certificate.ts';

const KEYS = {
	rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
	ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
	ed25519: generateKeyPairSync('ed25519'),
};

describe.each(Object.entries(KEYS))('a certificate for a key of type %s', (_type, { privateKey, publicKey }) => {
	test('is read by Node, verifies and belongs to the key', async () => {
		const pem = await makeCertificate({
			privateKey,
			commonName: 'Zertifikat für Prüfungen',
			organization: '#Prüfstelle, Süd',
			dnsNames: ['a.example', 'b.example'],
			validDays: 10,
			from: new Date('2026-01-31T12:00:00Z'),
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

test('a certificate may end after 2049, where the form of times changes', async () => {
	const pem = await makeCertificate({
		privateKey: KEYS.ec.privateKey,
		commonName: 'long',
		organization: 'Prüfstelle',
		dnsNames: [],
		validDays: 365 * 30,
		from: new Date('2026-01-01T00:00:00Z'),
	});
	expect(new X509Certificate(pem).validToDate.getUTCFullYear()).toBe(2055);
});

test('an authority signs the certificates of others', async () => {
	const authority = { commonName: 'Authority', organization: 'Test', privateKey: KEYS.ec.privateKey };
	const valid = { validDays: 1, from: new Date() };
	const own = new X509Certificate(await makeCertificate({ ...authority, ...valid, isAuthority: true }));
	const server = { commonName: 'server', organization: 'Test', privateKey: KEYS.rsa.privateKey, dnsNames: ['server.example'], ipAddresses: ['127.0.0.1'] };
	const issued = new X509Certificate(await makeCertificate({ ...server, ...valid, issuer: authority }));
	expect(own.ca).toBe(true);
	expect(issued.ca).toBe(false);
	expect(issued.checkIssued(own)).toBe(true);
	expect(issued.verify(KEYS.ec.publicKey)).toBe(true);
	expect(issued.checkPrivateKey(KEYS.rsa.privateKey)).toBe(true);
	expect(issued.checkHost('server.example')).toBe('server.example');
	expect(issued.checkIP('127.0.0.1')).toBe('127.0.0.1');
});

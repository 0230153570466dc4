import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '../../../stack/certificate.ts';

/** Files of a self-signed certificate for the loopback names, which is its own authority. */
export interface CertificateFiles {
	cert: string;
	key: string;
	/** What makes the server use them. */
	flags: string[];
	remove: () => void;
}

/** Makes a certificate that is good for a day, in a folder of its own. */
export async function certificateFiles(): Promise<CertificateFiles> {
	const folder = mkdtempSync(join(tmpdir(), 'eventstore-tls-'));
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const cert = join(folder, 'cert.pem');
	const key = join(folder, 'key.pem');
	writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
	writeFileSync(cert, await makeCertificate({
		commonName: 'localhost',
		organization: 'eventstore-server tests',
		privateKey,
		dnsNames: ['localhost'],
		ipAddresses: ['127.0.0.1', '::1'],
		validDays: 1,
		from: new Date(Date.now() - 60_000),
	}));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	return { cert, key, flags: ['--tls-cert', cert, '--tls-key', key], remove };
}

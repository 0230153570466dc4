import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { makeCertificate } from '../../../stack/certificate.ts';
import type { Authority } from '../../../stack/certificate.ts';
import { certificateFiles } from './certificate.ts';
import type { CertificateFiles } from './certificate.ts';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

const organization = 'eventstore-server tests';
const key = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const authority = (): Authority => ({ commonName: 'Users', organization, privateKey: key() });

let certificate: CertificateFiles;
let server: ServerProcess;
const ours = authority();
beforeAll(async () => {
	certificate = await certificateFiles();
	const ca = join(dirname(certificate.cert), 'users-ca.pem');
	writeFileSync(ca, await makeCertificate({ ...ours, validDays: 1, from: new Date(Date.now() - 60_000), isAuthority: true }));
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false', '--tls-ca', ca, ...certificate.flags);
});
afterAll(async () => {
	await server.remove();
	certificate.remove();
});

/** A client that shows a certificate. */
async function withCertificate(login: string, issuer: Authority, user = ''): Promise<EventStoreDBClient> {
	const privateKey = key();
	const folder = dirname(certificate.cert);
	const files = { cert: join(folder, `${login}.pem`), key: join(folder, `${login}-key.pem`) };
	writeFileSync(files.key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
	writeFileSync(files.cert, await makeCertificate({
		commonName: login, organization, privateKey, issuer, validDays: 1, from: new Date(Date.now() - 60_000),
	}));
	return EventStoreDBClient.connectionString(
		`esdb://${user}localhost:${server.port}?tls=true&maxDiscoverAttempts=1&tlsCAFile=${encodeURIComponent(certificate.cert)}`
		+ `&userCertFile=${encodeURIComponent(files.cert)}&userKeyFile=${encodeURIComponent(files.key)}`);
}

async function attempt(client: EventStoreDBClient): Promise<string> {
	try {
		await client.appendToStream('$mine', jsonEvent({ type: 'T', data: {} }));
		return 'ok';
	} catch (error) {
		return error instanceof Error ? `${error.constructor.name} ${error.message}` : String(error);
	} finally {
		await client.dispose();
	}
}

it('takes the certificate of a user for the user', async () => {
	expect(await attempt(await withCertificate('admin', ours))).toBe('ok');
	expect(await attempt(await withCertificate('ops', ours))).toContain('AccessDenied');
});

it('prefers a password to a certificate', async () => {
	expect(await attempt(await withCertificate('admin', ours, 'ops:changeit@'))).toContain('AccessDenied');
	expect(await attempt(await withCertificate('ops', ours, 'admin:changeit@'))).toBe('ok');
	expect(await attempt(await withCertificate('admin', ours, 'admin:wrong@'))).toContain('UNAUTHENTICATED');
});

it('refuses the certificate of nobody that it knows, and one that another authority has signed', async () => {
	expect(await attempt(await withCertificate('stranger', ours))).toContain('UNAUTHENTICATED');
	expect(await attempt(await withCertificate('admin', authority()))).toContain('UNAVAILABLE');
});

it('still takes those without a certificate', async () => {
	const client = EventStoreDBClient.connectionString(
		`esdb://admin:changeit@localhost:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(certificate.cert)}`);
	expect(await collect(client.readStream('$users'))).toHaveLength(2);
	await client.dispose();
});

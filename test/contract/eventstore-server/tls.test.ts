import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect } from 'node:tls';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { certificateFiles } from './certificate.ts';
import type { CertificateFiles } from './certificate.ts';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

let certificate: CertificateFiles;
let server: ServerProcess;
beforeAll(async () => {
	certificate = await certificateFiles();
	server = new ServerProcess();
	await server.start(...certificate.flags);
});
afterAll(async () => {
	await server.remove();
	certificate.remove();
});

const client = (options: string) => {
	return EventStoreDBClient.connectionString(`esdb://admin:changeit@localhost:${server.port}?maxDiscoverAttempts=1&${options}`);
};
const secure = () => client(`tls=true&tlsCAFile=${encodeURIComponent(certificate.cert)}`);

it('speaks gRPC over TLS', async () => {
	const trusting = secure();
	await trusting.appendToStream('over-tls', jsonEvent({ type: 'T', data: { n: 1 } }));
	expect(await collect(trusting.readStream('over-tls'))).toHaveLength(1);
	await trusting.dispose();
});

it('is not trusted without its authority', async () => {
	const doubting = client('tls=true');
	await expect(collect(doubting.readStream('over-tls'))).rejects.toThrow(/self-signed certificate/);
	await doubting.dispose();
});

it.each(['a read', 'an append'])('tells %s without TLS what it lacks', async (what) => {
	const plain = client('tls=false');
	const call = what === 'a read' ? collect(plain.readStream('s')) : plain.appendToStream('s', jsonEvent({ type: 'T', data: {} }));
	await expect(call).rejects.toThrow(/UNAVAILABLE: .* speaks TLS only/);
	await plain.dispose();
});

it('tells a browser without TLS what it lacks', async () => {
	const response = await fetch(`http://127.0.0.1:${server.port}/info`);
	expect(response.status).toBe(400);
	expect(await response.text()).toContain('speaks TLS only');
});

it('serves the pages over TLS', async () => {
	const status = await new Promise((resolve, reject) => {
		get(`https://localhost:${server.port}/ping`, { ca: readFileSync(certificate.cert) }, (response) => {
			response.resume();
			resolve(response.statusCode);
		}).on('error', reject);
	});
	expect(status).toBe(200);
});

it.each([
	[['h2'], 'h2'],
	[['http/1.1'], 'http/1.1'],
	// Browsers offer both and want the pages.
	[['h2', 'http/1.1'], 'http/1.1'],
])('agrees with who offers %j on %s', async (offered, agreed) => {
	const socket = connect({
		port: server.port, host: 'localhost', ca: readFileSync(certificate.cert), ALPNProtocols: offered,
	});
	await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
	expect(socket.alpnProtocol).toBe(agreed);
	socket.destroy();
});

it('outlives handshakes that are none, and ends with TLS connections open', async () => {
	const socket = connect({ port: server.port, host: 'localhost', ca: readFileSync(certificate.cert), ALPNProtocols: ['spdy/3'] });
	await new Promise((resolve) => socket.once('error', resolve));
	const open = secure();
	await open.appendToStream('without-authority', jsonEvent({ type: 'T', data: {} }));
	expect(await server.end('SIGTERM')).toBe(0);
	await open.dispose();
	await server.start(...certificate.flags);
});

it.each([
	['without the key', () => ['--tls-cert', certificate.cert], /needs both files/],
	['with a key that is none', () => ['--tls-cert', certificate.cert, '--tls-key', certificate.cert], /no certificate with its private key/],
	['with a file that is missing', () => ['--tls-cert', '/nowhere.pem', '--tls-key', certificate.key], /nowhere\.pem/],
])('does not start %s', async (_what, flags, why) => {
	const other = new ServerProcess();
	await expect(other.start(...flags())).rejects.toThrow(why);
	await other.remove();
});

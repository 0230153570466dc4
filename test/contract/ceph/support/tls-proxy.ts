import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';

import { makeCertificate } from '../../../../stack/certificate.ts';

export interface TlsProxy {
	/** https, under the name that the certificate has. */
	url: string;
	/** PEM. */
	certificate: string;
	close(): void;
}

/** Puts TLS with a new certificate of its own in front of a system that listens without. */
export async function startTlsProxy(target: string): Promise<TlsProxy> {
	const { hostname, port } = new URL(target);
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const certificate = await makeCertificate({
		privateKey,
		commonName: 'localhost',
		organization: 'Test',
		dnsNames: ['localhost'],
		validDays: 1,
		from: new Date(Date.now() - 60_000),
	});
	const open = new Set<TLSSocket>();
	const server = createServer({ key: privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: certificate }, (client) => {
		const system = connect(Number(port), hostname);
		open.add(client);
		// A side that goes takes the other with it, whether or not it says why.
		client.on('error', () => undefined).once('close', () => {
			open.delete(client);
			system.destroy();
		});
		system.on('error', () => undefined).once('close', () => client.destroy());
		client.pipe(system).pipe(client);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `https://localhost:${(server.address() as AddressInfo).port}`,
		certificate,
		close() {
			server.close();
			for (const client of open) client.destroy();
		},
	};
}

import { generateKeyPairSync } from 'node:crypto';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { makeCertificate } from '../../../../stack/certificate.ts';

export interface Proxy {
	url: string;
	close(): void;
}

/** A proxy as people put it in front of Kubo: TLS with a certificate of its own, answers passed on without trailers. */
export async function startProxy(rpcUrl: string): Promise<Proxy> {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const cert = await makeCertificate({
		privateKey,
		commonName: 'localhost',
		organization: 'Test',
		dnsNames: ['localhost'],
		validDays: 1,
		from: new Date(Date.now() - 60_000),
	});
	const server = createServer({ key: privateKey.export({ type: 'pkcs8', format: 'pem' }), cert }, (incoming, outgoing) => pass(rpcUrl, incoming, outgoing));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { url: `https://localhost:${(server.address() as AddressInfo).port}`, close };
}

function pass(rpcUrl: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
	const { method, url, headers } = incoming;
	const inner = request(new URL(url ?? '/', rpcUrl), { method, headers }, (answer) => {
		const { trailer: _dropped, ...kept } = answer.headers;
		outgoing.writeHead(answer.statusCode ?? 502, kept);
		answer.pipe(outgoing);
	});
	inner.on('error', () => outgoing.destroy());
	incoming.pipe(inner);
}

import { generateKeyPairSync } from 'node:crypto';

import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Metadata, Server, ServerCredentials, type ServerWritableStream, status } from '@grpc/grpc-js';

import { makeCertificate } from '../../../../stack/certificate.ts';

export interface TlsServer {
	/** Host and port; the host is the one that the certificate names. */
	address: string;
	certificate: string;
	close(): void;
}

/**
 * A server that does nothing but let in or turn away, over TLS: the embedded one has neither TLS nor users.
 *
 * `admin`/`changeit` may do everything (and finds nothing), `guest`/`guest` nothing, all others are unknown; who gives no
 * name is refused as a real server does (recorded from KurrentDB 25: scenario "wrong and missing credentials").
 */
export async function startTlsServer(): Promise<TlsServer> {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const certificate = await makeCertificate({
		privateKey,
		commonName: 'localhost',
		organization: 'Test',
		dnsNames: ['localhost'],
		ipAddresses: ['127.0.0.1'],
		validDays: 1,
		from: new Date(Date.now() - 60_000),
	});
	const server = new Server();
	server.addService(
		{ read: StreamsService.read },
		{
			read(call: ServerWritableStream<object, object>) {
				const refusal = refuse(call.metadata);
				if (refusal) call.emit('error', refusal);
				else call.end();
			},
		},
	);
	const pair = { private_key: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert_chain: Buffer.from(certificate) };
	const port = await new Promise<number>((resolve, reject) =>
		server.bindAsync('127.0.0.1:0', ServerCredentials.createSsl(null, [pair]), (error, bound) => (error ? reject(error) : resolve(bound))),
	);
	return { address: `localhost:${port}`, certificate, close: () => server.forceShutdown() };
}

function refuse(metadata: Metadata): { code: status; details: string; metadata?: Metadata } | undefined {
	const [authorization] = metadata.get('authorization');
	const denied = { code: status.PERMISSION_DENIED, details: 'Access Denied', metadata: new Metadata() };
	denied.metadata.set('exception', 'access-denied');
	if (authorization === undefined) return denied;
	const login = Buffer.from(String(authorization).replace(/^Basic /, ''), 'base64').toString();
	switch (login) {
		case 'admin:changeit':
			return undefined;
		case 'guest:guest':
			return denied;
		default:
			return { code: status.UNAUTHENTICATED, details: 'Unauthenticated' };
	}
}

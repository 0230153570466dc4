import { readFileSync } from 'node:fs';
import { createSecureContext, createServer } from 'node:tls';
import type { PeerCertificate, Server, TLSSocket } from 'node:tls';
import type { Protocols } from './listener.ts';
import type { Settings } from './settings.ts';

/** A connection that has not finished its handshake by then is closed, milliseconds. */
const handshakeTimeout = 30_000;

/** What the server speaks, what it prefers first. */
const known = ['http/1.1', 'h2'];

/** A certificate with its chain, and its private key, both PEM. */
export interface Certificate {
	cert: Buffer;
	key: Buffer;
	/** The authority of users' certificates, PEM; without it no client is asked for one. */
	ca?: Buffer;
}

/**
 * The certificate that the settings name; undefined without one: the server then speaks without TLS.
 *
 * @throws when only one of the two files is named, one cannot be read, or they do not belong together
 */
export function readCertificate({ tlsCert, tlsKey, tlsCa }: Settings): Certificate | undefined {
	if (tlsCert === undefined && tlsKey === undefined) return undefined;
	if (tlsCert === undefined || tlsKey === undefined) {
		throw new Error('TLS needs both files: the certificate (--tls-cert) and its private key (--tls-key).');
	}
	const ca = tlsCa === undefined ? {} : { ca: readFileSync(tlsCa) };
	const certificate = { cert: readFileSync(tlsCert), key: readFileSync(tlsKey), ...ca };
	try {
		createSecureContext(certificate);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new Error(`${tlsCert} and ${tlsKey} are no certificate with its private key: ${why}`, { cause: error });
	}
	return certificate;
}

/**
 * The TLS side of the port; it does not listen, connections are handed to it. What a client speaks is agreed in the
 * handshake (ALPN, RFC 7301). gRPC clients offer HTTP/2 alone; who offers HTTP/1 too is a browser or a tool that wants the
 * pages, and gets HTTP/1.
 */
export function createTlsServer(certificate: Certificate, protocols: Pick<Protocols, 'http1' | 'http2'>): Server {
	const server = createServer(
		{
			...certificate,
			ALPNCallback: ({ protocols: offered }) => known.find((name) => offered.includes(name)),
			minVersion: 'TLSv1.2',
			handshakeTimeout,
			// Whoever has no certificate may still have a password.
			requestCert: certificate.ca !== undefined,
			rejectUnauthorized: false,
		},
		(socket) => {
			if (hasForeignCertificate(socket)) socket.destroy();
			else (socket.alpnProtocol === 'h2' ? protocols.http2 : protocols.http1)(socket);
		},
	);
	server.on('tlsClientError', (_error, socket) => socket.destroy());
	return server;
}

/** Whether the client showed a certificate that the authority has not signed; a server without authority asks for none. */
function hasForeignCertificate(socket: TLSSocket): boolean {
	return !socket.authorized && Object.keys(socket.getPeerCertificate()).length > 0;
}

/** Login of the user whose certificate a client showed: its common name. Connections with foreign certificates never get here. */
export function loginOf(certificate: Partial<PeerCertificate> | undefined): string | undefined {
	const name: unknown = certificate?.subject?.CN;
	return typeof name === 'string' ? name : undefined;
}

import { createServer } from 'node:http2';
import type { Socket } from 'node:net';
import { status } from '@grpc/grpc-js';
import type { Protocols } from './listener.ts';
import { productName } from './version.ts';

const why = `This ${productName} speaks TLS only: use esdb://...?tls=true, or https.`;

/** What a server with TLS tells clients that come without: each is answered in its own protocol, and disconnected. */
export function refusePlaintext(): Pick<Protocols, 'http1' | 'http2'> {
	const grpc = createServer();
	grpc.on('stream', (stream) => {
		stream.on('error', () => stream.destroy());
		stream.respond(
			{ 'content-type': 'application/grpc', 'grpc-status': status.UNAVAILABLE, 'grpc-message': why },
			{ endStream: true },
		);
		stream.session?.close();
	});
	return { http1, http2: (socket) => grpc.emit('connection', socket) };
}

function http1(socket: Socket): void {
	socket.end([
		'HTTP/1.1 400 Bad Request',
		'Content-Type: text/plain; charset=utf-8',
		`Content-Length: ${why.length + 1}`,
		'Connection: close',
		'',
		`${why}\n`,
	].join('\r\n'));
}

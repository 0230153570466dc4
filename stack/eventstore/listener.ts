import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** First bytes of every HTTP/2 connection (RFC 9113, section 3.4); no HTTP/1 method begins with them. */
const preface = Buffer.from('PRI ');

/** First byte of every TLS connection: a record of the type "handshake" (RFC 8446, section 5.1). */
const handshake = 0x16;

/** A connection that does not say within this time what it speaks is closed. */
const sniffTimeout = 30_000;

/** Where a connection goes by what it speaks. */
export interface Protocols {
	http1: (socket: Socket) => void;
	http2: (socket: Socket) => void;
	/** Without it a TLS connection is answered as malformed HTTP/1. */
	tls?: (socket: Socket) => void;
}

/** A TCP server that looks at the first bytes of a connection and hands it on, bytes included. */
export function createListener(protocols: Protocols): Server {
	return createServer({ noDelay: true }, (socket) => {
		socket.setTimeout(sniffTimeout, () => socket.destroy());
		socket.on('error', () => socket.destroy());
		let head: Buffer = Buffer.alloc(0);
		const look = (chunk: Buffer) => {
			head = Buffer.concat([head, chunk]);
			const isPreface = head.subarray(0, preface.length).equals(preface.subarray(0, head.length));
			if (isPreface && head.length < preface.length) return;
			socket.off('data', look);
			socket.setTimeout(0);
			socket.pause();
			socket.unshift(head);
			if (isPreface) protocols.http2(socket);
			else if (head[0] === handshake && protocols.tls !== undefined) protocols.tls(socket);
			else {
				protocols.http1(socket);
				// All take over a paused socket; HTTP/1 reads on only when it flows.
				socket.resume();
			}
		};
		socket.on('data', look);
	});
}

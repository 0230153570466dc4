import type { Writable } from 'node:stream';

/**
 * Lets a call hand on at once what is waiting: gRPC's library gives HTTP/2 a message when the one before has left, each a frame and a
 * write to the socket of its own; given together, HTTP/2 packs them into full frames.
 */
export function packed(call: Writable): void {
	call._writev = (chunks, callback) => {
		let left = chunks.length;
		let failure: Error | null | undefined;
		const done = (error?: Error | null) => {
			left -= 1;
			failure ??= error;
			if (left === 0) callback(failure);
		};
		for (const { chunk, encoding } of chunks) call._write(chunk, encoding, done);
	};
}

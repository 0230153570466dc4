import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

/** One file of a form. */
export interface Part {
	/** With slashes, in a directory. */
	name: string;
	/** Called when the file's turn comes, so that of many files one at a time is open. */
	open: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

export interface Multipart {
	body: Readable;
	contentType: string;
	/** Bytes of a file that have been sent, by its place among the parts. */
	sent: (index: number) => number;
}

/**
 * Frames files as multipart/form-data (RFC 7578), in the form that `add` reads: names percent-encoded.
 *
 * Files are read as fast as they can be sent, never further; when one fails the body fails, so that no shorter file is
 * taken for the whole.
 */
export function multipart(parts: readonly Part[]): Multipart {
	const boundary = randomUUID();
	const sent = parts.map(() => 0);
	async function* form(): AsyncGenerator<Uint8Array> {
		for (const [index, { name, open }] of parts.entries()) {
			yield Buffer.from(
				`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${encodeURIComponent(name)}"\r\n` +
					'Content-Type: application/octet-stream\r\n\r\n',
			);
			let bytes = 0;
			for await (const chunk of await open()) {
				yield chunk;
				bytes += chunk.length;
			}
			sent[index] = bytes;
			yield Buffer.from('\r\n');
		}
		yield Buffer.from(`--${boundary}--\r\n`);
	}
	return {
		body: Readable.from(form(), { objectMode: false, highWaterMark: 1 << 20 }),
		contentType: `multipart/form-data; boundary=${boundary}`,
		sent: (index) => sent[index] ?? 0,
	};
}

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

export interface Multipart {
	body: Readable;
	contentType: string;
	/** Bytes of the file that have been sent. */
	sent: () => number;
}

/**
 * Frames one file as multipart/form-data (RFC 7578), in the form that `add` reads: the name percent-encoded.
 *
 * @param source read as fast as it can be sent, never further; when it fails the body fails, so that no shorter file
 * is taken for the whole
 */
export function multipart(source: AsyncIterable<Uint8Array>, name: string): Multipart {
	const boundary = randomUUID();
	let sent = 0;
	async function* parts(): AsyncGenerator<Uint8Array> {
		yield Buffer.from(
			`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${encodeURIComponent(name)}"\r\n` +
				'Content-Type: application/octet-stream\r\n\r\n',
		);
		for await (const chunk of source) {
			yield chunk;
			sent += chunk.length;
		}
		yield Buffer.from(`\r\n--${boundary}--\r\n`);
	}
	return {
		body: Readable.from(parts(), { objectMode: false, highWaterMark: 1 << 20 }),
		contentType: `multipart/form-data; boundary=${boundary}`,
		sent: () => sent,
	};
}

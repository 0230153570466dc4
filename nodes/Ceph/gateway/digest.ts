import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { InvalidField, SystemError } from '../../shared/errors.ts';

/** What the bytes must be; a difference ends the stream with an error before its end is reported. */
export interface Expectation {
	size?: number;
	/** In hex. */
	sha256?: string;
}

/** Bytes on their way, measured while they pass. */
export interface Digest {
	stream: Readable;
	/** To be called when the stream has ended. */
	result(): { size: number; sha256: string };
}

export function digest(source: AsyncIterable<Uint8Array>, expected: Expectation = {}): Digest {
	const hash = createHash('sha256');
	let size = 0;
	let sha256 = '';
	async function* pass() {
		for await (const chunk of source) {
			hash.update(chunk);
			size += chunk.byteLength;
			yield chunk;
		}
		sha256 = hash.digest('hex');
		if (expected.size !== undefined && size !== expected.size) {
			throw new SystemError({
				message: `The file has ${expected.size} bytes, but ${size} came`,
				description: 'Its copy in the binary store of n8n is damaged or was removed meanwhile.',
			});
		}
		if (expected.sha256 !== undefined && sha256 !== expected.sha256.trim().toLowerCase()) {
			throw new InvalidField('Expected SHA-256', `the bytes have ${sha256}`, expected.sha256);
		}
	}
	return { stream: Readable.from(pass(), { objectMode: false }), result: () => ({ size, sha256 }) };
}

import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';

const PIECE = 1 << 20;

/**
 * Streams bytes that do not compress and are the same for the same seed: the key stream of AES in counter mode.
 *
 * @param size bytes
 */
export function recording(seed: string, size: number): Readable {
	const key = createHash('sha256').update(seed).digest();
	const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
	const zeros = Buffer.alloc(PIECE);
	return Readable.from(
		(function* () {
			for (let left = size; left > 0; left -= PIECE) yield cipher.update(zeros.subarray(0, left));
		})(),
		{ objectMode: false },
	);
}

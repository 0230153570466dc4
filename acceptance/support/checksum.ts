import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Bytes that went by: SHA-256 in hexadecimal digits, and how many. */
export interface Checksum {
	sha256: string;
	size: number;
}

/** A stream that lets bytes through and knows their checksum at the end. */
export class Checksummed extends Transform {
	private readonly hash = createHash('sha256');
	private size = 0;

	override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
		this.hash.update(chunk);
		this.size += chunk.length;
		done(null, chunk);
	}

	/** To be asked once, when the stream has ended. */
	checksum(): Checksum {
		return { sha256: this.hash.digest('hex'), size: this.size };
	}
}

/** Reads to the end. */
export async function checksumOf(bytes: AsyncIterable<Uint8Array>): Promise<Checksum> {
	const hash = createHash('sha256');
	let size = 0;
	for await (const chunk of bytes) {
		hash.update(chunk);
		size += chunk.length;
	}
	return { sha256: hash.digest('hex'), size };
}

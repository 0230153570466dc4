import { createHash, randomFillSync } from 'node:crypto';

const MIB = 1 << 20;

/** Bytes that nothing compresses, a MiB at a time. */
export async function* randomBytes(size: number): AsyncGenerator<Buffer> {
	for (let left = size; left > 0; left -= MIB) yield randomFillSync(Buffer.allocUnsafe(Math.min(MIB, left)));
}

/** @returns SHA-256 in hex */
export async function sha256Of(source: AsyncIterable<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of source) hash.update(chunk);
	return hash.digest('hex');
}

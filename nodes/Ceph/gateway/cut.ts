/** A piece of a stream, of the size that was asked for but for the last. */
export interface Part {
	/** From 1, as S3 counts. */
	number: number;
	bytes: Uint8Array;
	last: boolean;
	/** Gives the memory of the bytes to a later part, once nobody reads them any more. */
	release: () => void;
}

/**
 * Cuts a stream into parts of one size, of which none is empty but the only one of an empty stream. A part is read when
 * it is asked for, so no more than it is held in memory; and parts that are released leave their memory to later ones, as
 * garbage of this size stays around for long.
 */
export async function* cut(source: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Part, void> {
	const released: Buffer[] = [];
	// The first part may be all there is, and be small: it takes no more than it needs.
	const first: Uint8Array[] = [];
	let buffer: Buffer | undefined;
	let length = 0;
	let number = 1;
	const part = (last: boolean): Part => {
		const memory = buffer;
		const release = () => void (memory && released.push(memory));
		return { number: number++, bytes: memory?.subarray(0, length) ?? joined(first.splice(0)), last, release };
	};
	for await (let chunk of source) {
		while (chunk.byteLength > 0) {
			if (length === partBytes) {
				yield part(false);
				buffer = released.pop() ?? Buffer.allocUnsafeSlow(partBytes);
				length = 0;
			}
			const taken = chunk.subarray(0, partBytes - length);
			if (buffer) buffer.set(taken, length);
			else first.push(taken);
			length += taken.byteLength;
			chunk = chunk.subarray(taken.byteLength);
		}
	}
	yield part(true);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
	return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

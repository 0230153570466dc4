/** A piece of a stream, of the size that was asked for but for the last. */
export interface Part {
	/** From 1, as S3 counts. */
	number: number;
	bytes: Uint8Array;
	last: boolean;
}

/**
 * Cuts a stream into parts of one size, of which none is empty but the only one of an empty stream. A part is read when
 * it is asked for, so no more than it is held in memory.
 */
export async function* cut(source: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Part, void> {
	let held: Uint8Array[] = [];
	let length = 0;
	let number = 1;
	for await (let chunk of source) {
		while (chunk.byteLength > 0) {
			if (length === partBytes) {
				yield { number: number++, bytes: joined(held), last: false };
				held = [];
				length = 0;
			}
			const taken = chunk.subarray(0, partBytes - length);
			held.push(taken);
			length += taken.byteLength;
			chunk = chunk.subarray(taken.byteLength);
		}
	}
	yield { number, bytes: joined(held), last: true };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
	return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

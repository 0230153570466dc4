import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';

import { digest } from '../../../nodes/Ceph/gateway/digest.ts';

async function* of(chunks: readonly Uint8Array[]) {
	yield* chunks;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the digest of passing bytes', () => {
	it('lets the bytes through and measures them, however they come', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1 })), async (chunks) => {
				const bytes = Buffer.concat(chunks);
				const passing = digest(of(chunks), { size: bytes.length, sha256: sha256(bytes) });
				expect(await buffer(passing.stream)).toEqual(bytes);
				expect(passing.result()).toEqual({ size: bytes.length, sha256: sha256(bytes) });
			}),
			{ numRuns: 30 },
		);
	});

	it('breaks off at the end of other bytes than expected', async () => {
		const bytes = Buffer.from('abc');
		await expect(buffer(digest(of([bytes]), { size: 4 }).stream)).rejects.toThrow('The file has 4 bytes, but 3 came');
		await expect(buffer(digest(of([bytes]), { sha256: '00' }).stream)).rejects.toThrow(`the bytes have ${sha256(bytes)}`);
	});

	it('ends its source when its reader goes', async () => {
		let ended = false;
		async function* endless() {
			try {
				for (;;) yield Buffer.alloc(1024);
			} finally {
				ended = true;
			}
		}
		for await (const _chunk of digest(endless()).stream) break;
		expect(ended).toBe(true);
	});
});

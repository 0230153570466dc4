import fc from 'fast-check';

import { cut } from '../../../nodes/Ceph/gateway/cut.ts';

async function* of(chunks: readonly Uint8Array[]) {
	yield* chunks;
}

describe('a stream cut into parts', () => {
	it('has parts of one size but for the last, which together are the stream', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.uint8Array()), fc.integer({ min: 1, max: 20 }), async (chunks, size) => {
				const parts = await Array.fromAsync(cut(of(chunks), size));
				expect(Buffer.concat(parts.map(({ bytes }) => bytes))).toEqual(Buffer.concat(chunks));
				expect(parts.map(({ number }) => number)).toEqual(parts.map((_, index) => index + 1));
				expect(parts.map(({ last }) => last)).toEqual(parts.map((_, index) => index === parts.length - 1));
				for (const { bytes } of parts.slice(0, -1)) expect(bytes.byteLength).toBe(size);
				const last = parts.at(-1)!.bytes.byteLength;
				expect(last).toBeLessThanOrEqual(size);
				if (parts.length > 1) expect(last).toBeGreaterThan(0);
			}),
		);
	});

	it('is the same when parts leave their memory to later ones', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.uint8Array()), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 3 }), async (chunks, size, underWay) => {
				const read: Uint8Array[] = [];
				const memory = new Set<ArrayBufferLike>();
				const held: (() => void)[] = [];
				for await (const { number, bytes, release } of cut(of(chunks), size)) {
					read.push(Buffer.from(bytes));
					if (number > 1) memory.add(bytes.buffer);
					held.push(release);
					if (held.length > underWay) held.shift()!();
				}
				expect(Buffer.concat(read)).toEqual(Buffer.concat(chunks));
				expect(memory.size).toBeLessThanOrEqual(underWay + 1);
			}),
		);
	});

	it('is read no further than is asked for, and ended when nobody asks any more', async () => {
		let read = 0;
		let ended = false;
		async function* endless() {
			try {
				for (;;) {
					read++;
					yield Buffer.alloc(10);
				}
			} finally {
				ended = true;
			}
		}
		for await (const { bytes } of cut(endless(), 20)) {
			expect(bytes).toHaveLength(20);
			break;
		}
		expect(read).toBe(3);
		expect(ended).toBe(true);
	});
});

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';

import { lines } from '../../../nodes/Ipfs/answer.ts';
import { multipart } from '../../../nodes/Ipfs/multipart.ts';

/** Cuts bytes where a network might. */
async function* cut(bytes: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
	let at = 0;
	for (const size of sizes) {
		yield bytes.subarray(at, at + size);
		at += size;
	}
	yield bytes.subarray(at);
}

const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });

test('JSON comes out line by line, wherever the network cuts it', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.jsonValue()), sizes, fc.boolean(), async (values, cuts, ended) => {
			const text = values.map((value) => JSON.stringify(value)).join('\n') + (ended ? '\n' : '');
			const parsed = await Array.fromAsync(lines(cut(Buffer.from(text), cuts)));
			expect(JSON.stringify(parsed)).toBe(JSON.stringify(values));
		}),
	);
});

test('a file is framed so that the form parser of the platform reads the same bytes', async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), sizes, fc.string({ unit: 'grapheme' }), async (bytes, cuts, name) => {
			const { body, contentType, sent } = multipart([{ name: name.toWellFormed(), open: () => cut(Buffer.from(bytes), cuts) }]);
			const form = await new Response(await buffer(body), { headers: { 'Content-Type': contentType } }).formData();
			const file = form.get('file') as File;
			expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
			expect(decodeURIComponent(file.name)).toBe(name.toWellFormed());
			expect(sent(0)).toBe(bytes.length);
		}),
	);
});

test('of many files one is open at a time, in their order', async () => {
	let open = 0;
	const file = (index: number) => async function* (): AsyncGenerator<Buffer> {
		expect(++open).toBe(1);
		yield Buffer.alloc(index, 'x');
		open--;
	};
	const { body, contentType, sent } = multipart([3, 0, 5].map((size) => ({ name: `dir/${size} ü.txt`, open: file(size) })));
	const form = await new Response(await buffer(body), { headers: { 'Content-Type': contentType } }).formData();
	const files = form.getAll('file') as File[];
	expect(files.map(({ name, size }) => [decodeURIComponent(name), size])).toEqual([['dir/3 ü.txt', 3], ['dir/0 ü.txt', 0], ['dir/5 ü.txt', 5]]);
	expect([0, 1, 2].map(sent)).toEqual([3, 0, 5]);
});

test('what fails while it is read does not end as if it were whole', async () => {
	async function* broken(): AsyncGenerator<Buffer> {
		yield Buffer.from('half');
		throw new Error('disk gone');
	}
	const { body } = multipart([{ name: 'x', open: broken }]);
	await expect(buffer(body)).rejects.toThrow('disk gone');
});

test('a source is read no faster than it is sent', async () => {
	let read = 0;
	const source = Readable.from(
		(async function* () {
			for (; read < 1000; read++) yield Buffer.alloc(1 << 20);
		})(),
		{ highWaterMark: 1 },
	);
	const { body } = multipart([{ name: 'x', open: () => source }]);
	body.read(1);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(read).toBeLessThan(10);
	body.destroy();
});

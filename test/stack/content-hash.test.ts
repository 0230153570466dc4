import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { contentHash, filesBelow } from '../../stack/build/contentHash.ts';

describe('the content hash', () => {
	it('is the same whatever the order of the parts', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.string()), (parts) => {
				const turned = Object.fromEntries(Object.entries(parts).reverse());
				expect(contentHash(turned)).toBe(contentHash(parts));
			}),
		);
	});

	it('tells apart where one part ends and the next begins', () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ minLength: 1 }), (one, other) => {
				expect(contentHash({ a: one + other, b: '' })).not.toBe(contentHash({ a: one, b: other }));
			}),
		);
	});

	it('is usable as a tag', () => {
		expect(contentHash({ a: 'x' })).toMatch(/^[0-9a-f]{12}$/);
	});
});

describe('the files of a build context', () => {
	let root: string;

	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'cim-test-'));
		await mkdir(join(root, 'sub', 'node_modules'), { recursive: true });
		await writeFile(join(root, 'Dockerfile'), 'FROM x');
		await writeFile(join(root, 'sub', 'entry.sh'), 'exec x');
		await writeFile(join(root, 'sub', 'node_modules', 'left-out'), '');
	});

	afterEach(() => rm(root, { recursive: true }));

	it('are named by path and mode, without node_modules', async () => {
		await chmod(join(root, 'sub', 'entry.sh'), 0o755);
		expect(Object.keys(await filesBelow(root, ['**'])).sort()).toEqual(['Dockerfile', 'sub/entry.sh x']);
	});

	it('change the hash when content, name or mode changes', async () => {
		const hash = async () => contentHash(await filesBelow(root, ['**']));
		const hashes = [await hash()];
		await writeFile(join(root, 'Dockerfile'), 'FROM y');
		hashes.push(await hash());
		await chmod(join(root, 'Dockerfile'), 0o755);
		hashes.push(await hash());
		await writeFile(join(root, 'added'), '');
		hashes.push(await hash());
		expect(new Set(hashes).size).toBe(hashes.length);
	});
});

import { randomBytes } from 'node:crypto';

import { ipfsCommand } from './support/container.ts';
import { items, kubo, run, unique, withFile } from './support/ipfs.ts';

const binary = { source: 'binary', property: 'data' };

describe('File: Add', () => {
	it.each([
		['an empty file', Buffer.alloc(0)],
		['a small file', Buffer.from('hello\n')],
		['a file of several blocks', randomBytes(3 << 20)],
		['a file that ends with a block', randomBytes(2 * 262_144)],
	])("gives the CID that Kubo's own command line gives for %s", async (_what, bytes) => {
		const expected = await ipfsCommand(['add', '-Q', '--cid-version=1', '-n'], bytes);
		const [added] = await run('file', 'add', binary, { items: [await withFile(bytes, 'a b ü.bin')] });
		expect(added).toMatchObject({ cid: expected, name: 'a b ü.bin', size: bytes.length, path: `/ipfs/${expected}` });
		expect(added!.link).toMatch(new RegExp(`^http.*/ipfs/${expected}\\?filename=a%20b%20%C3%BC\\.bin$`));
		expect(await ipfsCommand(['pin', 'ls', '--type=recursive', expected])).toContain(expected);
	});

	it.each([
		['CID version 0', { cidVersion: 0 }, ['--cid-version=0']],
		['another chunker', { chunker: 'size-1048576' }, ['--cid-version=1', '--chunker=size-1048576']],
		['leaves that are not raw', { rawLeaves: false }, ['--cid-version=1', '--raw-leaves=false']],
	])('does as Kubo does with %s', async (_what, options, args) => {
		const bytes = randomBytes(600_000);
		const expected = await ipfsCommand(['add', '-Q', '-n', ...args], bytes);
		const [added] = await run('file', 'add', { ...binary, options }, { items: [await withFile(bytes, 'x')] });
		expect(added!.cid).toBe(expected);
	});

	it('adds text', async () => {
		const [added] = await run('file', 'add', { source: 'text', text: 'Größe\n' });
		expect(added).toMatchObject({ cid: await ipfsCommand(['add', '-Q', '--cid-version=1', '-n'], Buffer.from('Größe\n')), size: 8, name: '' });
	});

	it('stores nothing when only the CID is wanted, and pins nothing when told so', async () => {
		const hash = await withFile(randomBytes(100), 'x');
		const [hashed] = await run('file', 'add', { ...binary, options: { onlyHash: true } }, { items: [hash] });
		await expect(ipfsCommand(['block', 'stat', '--offline', hashed!.cid as string])).rejects.toThrow('not found');
		const [loose] = await run('file', 'add', { ...binary, options: { pin: false } }, { items: [hash] });
		expect(await ipfsCommand(['block', 'stat', loose!.cid as string])).toContain('Size: 100');
		await expect(ipfsCommand(['pin', 'ls', loose!.cid as string])).rejects.toThrow('not pinned');
	});

	it('puts a file into a directory, under a name of its own, and names the pin', async () => {
		const name = unique('report');
		const options = { wrap: true, pinName: name, fileName: 'müll & mehr.txt' };
		const [added] = await run('file', 'add', { ...binary, options }, { items: [await withFile(Buffer.from(name), 'other.txt')] });
		const { directoryCid, path } = added as { directoryCid: string; path: string };
		expect(path).toBe(`/ipfs/${directoryCid}/müll & mehr.txt`);
		expect(await ipfsCommand(['cat', path])).toBe(name);
		expect(await ipfsCommand(['pin', 'ls', '--names', '--type=recursive', directoryCid])).toContain(name);
	});

	it('links a file into the mutable file system', async () => {
		const mfsPath = `/${unique('report')}.txt`;
		await run('file', 'add', { ...binary, options: { mfsPath } }, { items: [await withFile(Buffer.from(mfsPath), 'C:\\docs\\x.txt')] });
		expect(await ipfsCommand(['files', 'read', mfsPath])).toBe(mfsPath);
		await ipfsCommand(['files', 'rm', mfsPath]);
		const nowhere = run('file', 'add', { ...binary, options: { mfsPath: '/none/x' } }, { items: [await withFile(Buffer.from('x'), 'x')] });
		await expect(nowhere).rejects.toMatchObject({ description: expect.stringContaining('ipfs files mkdir') as string });
	});

	it('adds many files at once, each under its own item', async () => {
		const files = Array.from({ length: 12 }, (_, index) => Buffer.from(`${unique()} ${index}`));
		const added = await items('file', 'add', binary, { items: await Promise.all(files.map((bytes, index) => withFile(bytes, `${index}.txt`))) });
		expect(added.map(({ pairedItem, json }) => [pairedItem, json.name])).toEqual(files.map((_, item) => [{ item }, `${item}.txt`]));
		for (const [index, { json }] of added.entries()) {
			expect(Buffer.concat(await Array.fromAsync(kubo.cat(json.cid as string)))).toEqual(files[index]);
		}
	});

	it.each([
		['a name that is a path', { fileName: '../x' }, 'File Name: "../x" is no name'],
		['an unknown chunker', { chunker: 'size-x' }, /chunker|invalid/i],
	])('fails for %s', async (_what, options, message) => {
		await expect(run('file', 'add', { ...binary, options }, { items: [await withFile(Buffer.from('x'), 'x')] })).rejects.toThrow(message);
	});

	it('fails without a file as n8n does', async () => {
		await expect(run('file', 'add', binary)).rejects.toThrow(/binary/i);
	});
});

import { randomBytes } from 'node:crypto';

import { ipfsCommand } from './support/container.ts';
import { kubo, run, unique, withFile } from './support/ipfs.ts';

const text = (options = {}) => ({ source: 'text', text: '={{ $json.text }}', path: '={{ $json.path }}', options });
const entries = (...paths: string[]) => paths.map((path) => ({ json: { path, text: `at ${path}\n` } }));

describe('File: Add Directory', () => {
	it('makes one directory of the files of all items, and answers for each of them', async () => {
		const paths = ['b.txt', 'müll/100%/a+b.txt', 'a.txt', 'müll/z.txt', 'müll-2.txt'];
		const added = await run('file', 'addDirectory', text(), { items: entries(...paths) });
		expect(added.map(({ name }) => name)).toEqual(paths);
		const [{ directoryCid }] = added as [{ directoryCid: string }];
		for (const [index, path] of paths.entries()) {
			const cid = await ipfsCommand(['add', '-Q', '--cid-version=1', '-n'], Buffer.from(`at ${path}\n`));
			const size = Buffer.byteLength(`at ${path}\n`);
			expect(added[index]).toMatchObject({ cid, size, directoryCid, path: `/ipfs/${directoryCid}/${path}` });
			expect(await ipfsCommand(['cat', `/ipfs/${directoryCid}/${path}`])).toBe(`at ${path}`);
		}
		expect(await ipfsCommand(['pin', 'ls', '--type=recursive', directoryCid])).toContain(directoryCid);
		expect(added[0]!.directoryLink).toMatch(new RegExp(`^http.*/ipfs/${directoryCid}$`));
	});

	it('gives the CID that another client gives for the same files', async () => {
		const files = Array.from({ length: 20 }, (_, index) => ({ path: `${index}.bin`, content: randomBytes(index * 40_000) }));
		const expected = (await Array.fromAsync(kubo.addAll(files, { cidVersion: 1, wrapWithDirectory: true, onlyHash: true }))).at(-1)!;
		const items = await Promise.all(files.map(({ path, content }) => withFile(content, path)));
		const added = await run('file', 'addDirectory', { source: 'binary', property: 'data', path: '', options: { pin: false } }, { items });
		expect(new Set(added.map(({ directoryCid }) => directoryCid))).toEqual(new Set([expected.cid.toString()]));
		expect(added.map(({ size }) => size)).toEqual(files.map(({ content }) => content.length));
	});

	it('names the pin of the directory', async () => {
		const pinName = unique();
		const [added] = await run('file', 'addDirectory', text({ pinName }), { items: entries('x') });
		expect(await ipfsCommand(['pin', 'ls', '--names', '--type=recursive', added!.directoryCid as string])).toContain(pinName);
	});

	it.each([
		['two files of one name', ['a', 'b', 'a'], 'Path in Directory: two files would be "a"'],
		['a file that is a directory as well', ['a/b/c', 'a/b'], 'Path in Directory: "a/b" would be a file and a directory'],
		['a way out of the directory', ['../a'], 'Path in Directory: ".." is no name'],
		['an empty name between', ['a//b'], 'Path in Directory: "" is no name'],
		['a text without a name', [''], 'Path in Directory: a file in a directory needs a name'],
	])('refuses %s', async (_what, paths, message) => {
		await expect(run('file', 'addDirectory', text(), { items: entries(...paths) })).rejects.toThrow(message);
	});

	it('refuses options that differ from item to item', async () => {
		const parameters = text({ pin: '={{ $itemIndex === 0 }}' });
		await expect(run('file', 'addDirectory', parameters, { items: entries('a', 'b') })).rejects.toThrow('Options: one directory cannot be added with several');
	});

	it('adds nothing when one of the files is missing', async () => {
		const missing = run('file', 'addDirectory', { source: 'binary', property: 'data', path: '' }, { items: [await withFile(Buffer.from('x'), 'x'), { json: {} }] });
		await expect(missing).rejects.toThrow(/binary/i);
	});
});

import { bytesOf } from '../../support/node-runner.ts';
import { ipfsCommand } from './support/container.ts';
import { items, kubo, run, withFile } from './support/ipfs.ts';

const cat = async (path: string, options = {}) => {
	const [out] = await items('file', 'cat', { path, property: 'data', options: { timeout: 5, ...options } });
	return { text: String(await bytesOf(out!.binary!.data)), name: out!.binary!.data!.fileName, json: out!.json };
};

test.each([
	'müll.txt', 'e\u0301.txt', 'a+b.txt', '100%.txt', '%41.txt', '#1.txt', 'what?.txt', 'a&b=c;d', '😀.txt', '"quoted".txt', "it's.txt",
	'back\\slash', 'tab\there', 'line\nbreak', ' before', 'behind ', '...', '-', `${'long '.repeat(60)}name.txt`,
])('a file called %j is added, listed, read and looked at under this name', async (name) => {
	const adding = { source: 'text', text: `of ${name}`, options: { wrap: true, fileName: name } };
	const [added] = await run('file', 'add', adding);
	const [listed] = await run('file', 'list', { path: added!.directoryCid as string, returnAll: true });
	expect(listed).toMatchObject({ name, cid: added!.cid, path: added!.path });
	expect(await cat(listed!.path as string)).toMatchObject({ text: `of ${name}`, name });
	expect(await run('file', 'stat', { path: listed!.path as string })).toMatchObject([{ cid: added!.cid }]);
	const [seen] = await Array.fromAsync(kubo.ls(added!.directoryCid as string));
	expect(seen!.name).toBe(name);
});

describe('one file', () => {
	let v0: string;
	beforeAll(async () => {
		v0 = await ipfsCommand(['add', '-Q', '--cid-version=0'], Buffer.from('of many names\n'));
	});

	it.each(['base58btc', 'base32', 'base32upper', 'base36', 'base16', 'base64url'])('is found by its CID in %s', async (base) => {
		const cid = await ipfsCommand(['cid', 'format', '-v=1', '-b', base, v0]);
		expect((await cat(cid)).text).toBe('of many names\n');
		const v1 = await ipfsCommand(['cid', 'base32', v0]);
		expect(await run('file', 'stat', { path: cid })).toMatchObject([{ cid: v1, size: 14 }]);
	});

	it('is pinned by its CID in version 0, which is another pin than that in version 1', async () => {
		const v1 = await ipfsCommand(['cid', 'base32', v0]);
		const pins = async (path: string) => await run('pin', 'list', { type: 'all', filters: { path }, returnAll: true });
		expect(await pins(v0)).toMatchObject([{ cid: v0, type: 'recursive' }]);
		expect(await pins(v1)).toEqual([]);
	});
});

it('reads, looks at, lists and pins content that is in its CID', async () => {
	const [file, directory] = ['bafkqabdunfxhs', 'bafyaabakaieac'];
	expect((await cat(file)).text).toBe('tiny');
	expect(await run('file', 'stat', { path: file, options: { countBlocks: true, local: true } })).toMatchObject([{ cid: file, size: 4, blocks: 1, local: true }]);
	expect(await run('file', 'list', { path: directory, returnAll: true })).toEqual([]);
	expect(await run('pin', 'add', { path: directory })).toEqual([{ cid: directory, type: 'recursive', name: '' }]);
	expect(await run('pin', 'remove', { pin: directory })).toEqual([{ cid: directory, removed: true }]);
});

describe('names of IPNS', () => {
	let key: string;
	let peer: string;
	beforeAll(async () => {
		const cid = await ipfsCommand(['add', '-Q', '--cid-version=1'], Buffer.from('published\n'));
		await ipfsCommand(['name', 'publish', '--allow-offline', '--offline', `/ipfs/${cid}`]);
		key = (await ipfsCommand(['key', 'list', '-l', '--ipns-base=base36'])).split(' ')[0]!;
		peer = await ipfsCommand(['id', '-f', '<id>']);
	});

	it.each([
		['a path', () => `/ipns/${key}`],
		['the key alone', () => key],
		['a path that takes the key for content', () => `/ipfs/${key}`],
		['the id of the node', () => peer],
		['an address', () => `ipns://${key}/`],
		['a gateway by path', () => `http://127.0.0.1:8080/ipns/${peer}?download=true`],
		['a gateway by name', () => `http://${key}.ipns.localhost:8080/`],
	])('are read by %s', async (_what, path) => {
		expect((await cat(path(), { localOnly: true })).text).toBe('published\n');
	});

	it.each([
		['a domain that is none', '/ipns/nothing.invalid'],
		['a key that nobody published', 'k51qzi5uqu5dgutdk6i1ynyzgkqngpha5xpgia3a5qqp4jsh0u4csozksxel2r'],
	])('say what to do for %s', async (_what, path) => {
		await expect(cat(path)).rejects.toMatchObject({ description: expect.stringContaining('There is no such name') as string });
	});
});

it('adds bytes under no other name than one of a directory entry', async () => {
	const adding = run('file', 'add', { source: 'binary', property: 'data', options: { wrap: true } }, { items: [await withFile(Buffer.from('x'), '..')] });
	await expect(adding).rejects.toThrow('File Name: ".." is no name');
});

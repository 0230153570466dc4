import { randomBytes } from 'node:crypto';

import { bytesOf } from '../../support/node-runner.ts';
import { ipfsCommand } from './support/container.ts';
import { items, kubo, run, unique } from './support/ipfs.ts';

const bytes = randomBytes(1_500_000);
const { cid } = await kubo.add(bytes, { cidVersion: 1 });
const [inner, directory] = await Array.fromAsync(
	kubo.addAll([{ path: 'notes ü.txt', content: Buffer.from('notes\n') }, { path: 'sub/deep.bin', content: bytes }], { cidVersion: 1, wrapWithDirectory: true }),
).then((entries) => [entries[0]!.cid.toString(), entries.at(-1)!.cid.toString()]);
/** Which every IPFS node knows without storing it. */
const emptyDirectory = 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn';
const data = await ipfsCommand(['dag', 'put'], Buffer.from('{"no":"file"}'));
const missing = 'bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi';

describe('File: Cat', () => {
	it.each([
		['a CID', cid.toString()],
		['a path', `/ipfs/${cid.toString()}`],
		['an address', `ipfs://${cid.toString()}`],
		['a link of a gateway', `http://127.0.0.1:8080/ipfs/${cid.toString()}?filename=x.bin`],
	])('reads a file by %s', async (_what, path) => {
		const [out] = await items('file', 'cat', { path, property: 'file' }, { items: [{ json: { kept: 1 } }] });
		expect(out!.json).toEqual({ kept: 1, path: `/ipfs/${cid.toString()}`, size: bytes.length });
		expect(out!.binary!.file).toMatchObject({ fileName: cid.toString(), mimeType: 'application/octet-stream' });
		expect((await bytesOf(out!.binary!.file)).equals(bytes)).toBe(true);
	});

	it('names and types a file after its path, unless told otherwise', async () => {
		const path = `/ipfs/${directory}/notes ü.txt`;
		const [out] = await items('file', 'cat', { path, property: 'data' });
		expect(out!.binary!.data).toMatchObject({ fileName: 'notes ü.txt', mimeType: 'text/plain' });
		const [told] = await items('file', 'cat', { path, property: 'data', options: { fileName: 'n.md', mimeType: 'text/markdown' } });
		expect(told!.binary!.data).toMatchObject({ fileName: 'n.md', mimeType: 'text/markdown' });
		expect(String(await bytesOf(told!.binary!.data))).toBe('notes\n');
	});

	it('reads a part', async () => {
		const [out] = await items('file', 'cat', { path: cid.toString(), property: 'data', options: { offset: 262_140, length: 10 } });
		expect(await bytesOf(out!.binary!.data)).toEqual(bytes.subarray(262_140, 262_150));
		expect(out!.json.size).toBe(10);
		const [rest] = await items('file', 'cat', { path: cid.toString(), property: 'data', options: { offset: 1_499_999 } });
		expect(await bytesOf(rest!.binary!.data)).toEqual(bytes.subarray(1_499_999));
	});

	it.each([
		['an empty file', async () => (await kubo.add(Buffer.alloc(0), { cidVersion: 1 })).cid.toString(), {}, 0],
		['no bytes of a file', () => cid.toString(), { length: 0 }, 0],
		['from the end of a file', () => cid.toString(), { offset: bytes.length }, 0],
		['from beyond the end of a file', () => cid.toString(), { offset: bytes.length + 1 }, 0],
		['more than a file has', () => cid.toString(), { offset: bytes.length - 3, length: 10 }, 3],
	])('reads %s', async (_what, path, options, size) => {
		const [out] = await items('file', 'cat', { path: await path(), property: 'data', options });
		expect(out!.json.size).toBe(size);
		expect(await bytesOf(out!.binary!.data)).toEqual(size === 0 ? Buffer.alloc(0) : bytes.subarray(-size));
	});

	it.each([
		['Offset', { offset: 1.5 }],
		['Length', { length: 1e21 }],
	])('refuses an %s that is no number of bytes', async (field, options) => {
		await expect(run('file', 'cat', { path: cid.toString(), property: 'data', options })).rejects.toThrow(new RegExp(`^${field}: got `));
	});

	it('fails in time for what nobody has, and at once when only this node is asked', async () => {
		const started = Date.now();
		const slow = run('file', 'cat', { path: missing, property: 'data', options: { timeout: 1 } });
		await expect(slow).rejects.toMatchObject({ message: 'Kubo sent nothing for 1 s', description: expect.stringContaining('swarm connect') as string });
		const fast = run('file', 'cat', { path: missing, property: 'data', options: { localOnly: true } });
		await expect(fast).rejects.toThrow(/not found locally/);
		expect(Date.now() - started).toBeLessThan(15_000);
	});

	it('fails when blocks run out half-way, by what Kubo says after the bytes', async () => {
		const part = await kubo.add(randomBytes(4 << 20), { cidVersion: 1, pin: false });
		const leaves = (await ipfsCommand(['refs', part.cid.toString()])).split('\n');
		await ipfsCommand(['block', 'rm', leaves[9]!]);
		const read = run('file', 'cat', { path: part.cid.toString(), property: 'data', options: { localOnly: true } });
		await expect(read).rejects.toThrow(/not found locally|failed to fetch all nodes/);
		const wait = run('file', 'cat', { path: part.cid.toString(), property: 'data', options: { timeout: 1 } });
		await expect(wait).rejects.toThrow('Kubo sent nothing for 1 s');
	});

	it.each([
		['a directory', () => directory!, /is a directory/, /File: List/],
		['an entry that a directory lacks', () => `${directory}/none`, /no link named/, /File: List/],
		['a path that goes on below a file', () => `${directory}/notes ü.txt/below`, /^The path goes on below a file/, /Only directories have entries/],
		['data that is no file', () => data, /^The content is no file or directory/, /no file or directory/],
		['what is no CID', () => 'bafynonsense', /invalid|cid/i, /Give a CID/],
		['a path without a CID', () => '/etc/passwd', /names no content/, /Allowed: a CID/],
	])('fails for %s, and says what to do, also when no bytes are asked for', async (_what, path, message, help) => {
		for (const options of [{ timeout: 5 }, { timeout: 5, length: 0 }]) {
			const read = run('file', 'cat', { path: path(), property: 'data', options });
			await expect(read).rejects.toMatchObject({ message: expect.stringMatching(message) as string, description: expect.stringMatching(help) as string });
		}
	});
});

describe('File: Stat', () => {
	it('says what a file is', async () => {
		const [stat] = await run('file', 'stat', { path: cid.toString() });
		expect(stat).toMatchObject({ cid: cid.toString(), type: 'file', size: bytes.length, childBlocks: 6 });
		expect(stat!.dagSize).toBeGreaterThan(bytes.length);
	});

	it('says what a directory is, counts all blocks, and what of it is local', async () => {
		const [stat] = await run('file', 'stat', { path: directory!, options: { countBlocks: true, local: true } });
		// The directory, its subdirectory, the note, the file with its six leaves.
		expect(stat).toMatchObject({ type: 'directory', size: 0, blocks: 10, local: true });
		expect(stat!.localSize).toBe(stat!.dagSize);
	});

	it('counts the blocks of an empty file and of an empty directory', async () => {
		const empty = await kubo.add(Buffer.alloc(0), { cidVersion: 1, rawLeaves: true });
		const options = { countBlocks: true, local: true };
		expect(await run('file', 'stat', { path: empty.cid.toString(), options })).toMatchObject([{ type: 'file', size: 0, blocks: 1, storedSize: 0, local: true }]);
		expect(await run('file', 'stat', { path: emptyDirectory, options })).toMatchObject([{ type: 'directory', size: 0, blocks: 1, local: true }]);
	});

	it('fails at once for what this node lacks, when only it is asked', async () => {
		await expect(run('file', 'stat', { path: missing, options: { localOnly: true } })).rejects.toThrow(/not found|could not find/);
	});
});

describe('File: List', () => {
	it('lists a directory', async () => {
		const entries = await run('file', 'list', { path: directory!, returnAll: true });
		expect(entries).toEqual([
			{ name: 'notes ü.txt', cid: inner, type: 'file', size: 6, path: `/ipfs/${directory}/notes ü.txt` },
			{ name: 'sub', cid: expect.any(String) as string, type: 'directory', size: expect.any(Number) as number, path: `/ipfs/${directory}/sub` },
		]);
	});

	it('gives nothing for an empty directory, and does not take a file for one', async () => {
		expect(await run('file', 'list', { path: emptyDirectory, returnAll: true })).toEqual([]);
		for (const path of [cid.toString(), `${directory}/notes ü.txt`]) {
			await expect(run('file', 'list', { path, returnAll: true })).rejects.toMatchObject({
				message: expect.stringMatching(/^CID or Path: .* is a file$/) as string,
				description: expect.stringContaining('File: Cat reads files') as string,
			});
		}
	});

	it('lists a directory that Kubo keeps in shards', async () => {
		const entries = Array.from({ length: 1500 }, (_, index) => ({ path: `${'long '.repeat(45)}${index} ü%.txt`, content: Buffer.from(`shard ${index}`) }));
		const large = (await Array.fromAsync(kubo.addAll(entries, { cidVersion: 1, wrapWithDirectory: true, pin: false }))).at(-1)!.cid.toString();
		const [facts] = await run('file', 'stat', { path: large, options: { countBlocks: true } });
		expect(facts!.blocks).toBeGreaterThan(entries.length + 100);
		const listed = await run('file', 'list', { path: large, returnAll: true });
		expect(listed.map(({ name }) => name).toSorted()).toEqual(entries.map(({ path }) => path).toSorted());
		const [read] = await items('file', 'cat', { path: listed[7]!.path as string, property: 'data' });
		expect(String(await bytesOf(read!.binary!.data))).toBe(`shard ${/(\d+) ü/.exec(listed[7]!.name as string)![1]}`);
	});

	it('stops at the limit', async () => {
		const name = unique();
		const many = Array.from({ length: 500 }, (_, index) => ({ path: `${index}.txt`, content: Buffer.from(`${name} ${index}`) }));
		const large = (await Array.fromAsync(kubo.addAll(many, { cidVersion: 1, wrapWithDirectory: true, pin: false }))).at(-1)!;
		expect(await run('file', 'list', { path: large.cid.toString(), returnAll: false, limit: 7 })).toHaveLength(7);
		expect(await run('file', 'list', { path: large.cid.toString(), returnAll: true })).toHaveLength(500);
	});
});

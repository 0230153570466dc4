import { randomBytes } from 'node:crypto';

import { bytesOf } from '../../support/node-runner.ts';
import { ipfsCommand } from './support/container.ts';
import { items, kubo, run, unique } from './support/ipfs.ts';

const bytes = randomBytes(1_500_000);
const { cid } = await kubo.add(bytes, { cidVersion: 1 });
const [inner, directory] = await Array.fromAsync(
	kubo.addAll([{ path: 'notes ü.txt', content: Buffer.from('notes\n') }, { path: 'sub/deep.bin', content: bytes }], { cidVersion: 1, wrapWithDirectory: true }),
).then((entries) => [entries[0]!.cid.toString(), entries.at(-1)!.cid.toString()]);
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

	it('reads an empty file', async () => {
		const empty = await kubo.add(Buffer.alloc(0), { cidVersion: 1 });
		const [out] = await items('file', 'cat', { path: empty.cid.toString(), property: 'data' });
		expect(await bytesOf(out!.binary!.data)).toHaveLength(0);
	});

	it('fails in time for what nobody has, and at once when only this node is asked', async () => {
		const started = Date.now();
		const slow = run('file', 'cat', { path: missing, property: 'data', options: { timeout: 1 } });
		await expect(slow).rejects.toMatchObject({ message: 'Kubo sent nothing for 1 s', description: expect.stringContaining('swarm connect') as string });
		const fast = run('file', 'cat', { path: missing, property: 'data', options: { localOnly: true } });
		await expect(fast).rejects.toThrow(/not found locally/);
		expect(Date.now() - started).toBeLessThan(4000);
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
		['what is no CID', () => 'bafynonsense', /invalid|cid/i, /Give a CID/],
		['a path without a CID', () => '/etc/passwd', /names no content/, /Allowed: a CID/],
	])('fails for %s, and says what to do', async (_what, path, message, help) => {
		const read = run('file', 'cat', { path: path(), property: 'data', options: { timeout: 5 } });
		await expect(read).rejects.toMatchObject({ message: expect.stringMatching(message) as string, description: expect.stringMatching(help) as string });
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

	it('stops at the limit', async () => {
		const name = unique();
		const many = Array.from({ length: 500 }, (_, index) => ({ path: `${index}.txt`, content: Buffer.from(`${name} ${index}`) }));
		const large = (await Array.fromAsync(kubo.addAll(many, { cidVersion: 1, wrapWithDirectory: true, pin: false }))).at(-1)!;
		expect(await run('file', 'list', { path: large.cid.toString(), returnAll: false, limit: 7 })).toHaveLength(7);
		expect(await run('file', 'list', { path: large.cid.toString(), returnAll: true })).toHaveLength(500);
	});
});

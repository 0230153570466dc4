import { randomBytes } from 'node:crypto';

import { ipfsCommand } from './support/container.ts';
import { run, unique, withFile } from './support/ipfs.ts';

const directory = `/${unique('documents ü+%')}`;
beforeAll(async () => {
	await ipfsCommand(['files', 'mkdir', directory]);
	await ipfsCommand(['files', 'cp', '/ipfs/bafkqabdunfxhs', `${directory}/taken.txt`]);
});
afterAll(async () => void (await ipfsCommand(['files', 'rm', '-r', directory])));

const add = async (bytes: Buffer, mfsPath: string, options = {}, name = 'a%b+c ü.txt') =>
	(await run('file', 'add', { source: 'binary', property: 'data', options: { mfsPath, ...options } }, { items: [await withFile(bytes, name)] }))[0]!;
const isStored = async (bytes: Buffer) => {
	const cid = await ipfsCommand(['add', '-Q', '-n', '--cid-version=1'], bytes);
	return await ipfsCommand(['block', 'stat', '--offline', cid]).then(() => true, () => false);
};

describe('a file that is linked into the mutable file system', () => {
	it('keeps its name in a directory, or gets the name that the path ends with', async () => {
		expect(await add(Buffer.from('one'), `${directory}/`)).toMatchObject({ mfsPath: `${directory}/a%b+c ü.txt` });
		expect(await ipfsCommand(['files', 'read', `${directory}/a%b+c ü.txt`])).toBe('one');
		expect(await add(Buffer.from('two'), `${directory}/two.txt`, { pin: false })).toMatchObject({ mfsPath: `${directory}/two.txt`, name: 'a%b+c ü.txt' });
		expect(await ipfsCommand(['files', 'read', `${directory}/two.txt`])).toBe('two');
	});

	it('needs no name of its own when the path has one', async () => {
		const mfsPath = `${directory}/text.txt`;
		expect(await run('file', 'add', { source: 'text', text: 'three', options: { mfsPath } })).toMatchObject([{ mfsPath, name: 'text.txt' }]);
		expect(await ipfsCommand(['files', 'read', mfsPath])).toBe('three');
		const nameless = run('file', 'add', { source: 'text', text: 'three', options: { mfsPath: `${directory}/` } });
		await expect(nameless).rejects.toThrow('File Name: a file in a directory needs one');
	});

	it('may be added again, but takes the place of no other', async () => {
		const mfsPath = `${directory}/again.txt`;
		const first = await add(Buffer.from('the same'), mfsPath);
		expect(await add(Buffer.from('the same'), mfsPath)).toEqual(first);
		const other = randomBytes(20);
		const cid = await ipfsCommand(['add', '-Q', '-n', '--cid-version=1'], other);
		await expect(add(other, mfsPath)).rejects.toMatchObject({
			message: expect.stringMatching(new RegExp(`ü\\+%.*already has entry.* \\(the file is stored and pinned as ${cid}\\)$`)) as string,
			description: expect.stringContaining('ipfs files rm') as string,
		});
		expect(await ipfsCommand(['pin', 'ls', cid])).toContain('recursive');
		expect(await ipfsCommand(['files', 'read', mfsPath])).toBe('the same');
	});

	it.each([
		['into no directory', () => `${directory}/none/x`, /has no directory .*\/none$/, /ipfs files mkdir --parents\. Nothing was stored/],
		['below a file', () => `${directory}/taken.txt/x`, /taken\.txt is a file/, /Nothing was stored/],
		['over a directory', () => directory, /^MFS Path: .* is a directory$/, /for the file's own name in it/],
		['by a path from nowhere', () => 'x.txt', /^MFS Path: "x\.txt" has no slash/, /documents/],
	])('is not stored when it would go %s', async (_what, mfsPath, message, description) => {
		const bytes = randomBytes(30);
		await expect(add(bytes, mfsPath())).rejects.toMatchObject({
			message: expect.stringMatching(message) as string,
			description: expect.stringMatching(description) as string,
		});
		expect(await isStored(bytes)).toBe(false);
	});
});

it.each([
	['MFS Path', { mfsPath: '/x', onlyHash: true }],
	['MFS Path', { mfsPath: '/x', wrap: true }],
	['Pin Name', { pinName: 'x', onlyHash: true }],
	['Pin Name', { pinName: 'x', pin: false }],
])('%s is refused beside what excludes it: %j', async (field, options) => {
	await expect(run('file', 'add', { source: 'text', text: 'x', options: { fileName: 'x', ...options } })).rejects.toThrow(new RegExp(`^${field}: `));
});

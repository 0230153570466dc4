import { randomBytes } from 'node:crypto';

import type { INodeListSearchResult } from 'n8n-workflow';

import { IpfsApi } from '../../../credentials/IpfsApi.credentials.ts';
import { executionOf } from '../../support/node-runner.ts';
import { ipfsCommand } from './support/container.ts';
import { credential, kubo, node, run, unique } from './support/ipfs.ts';

const stored = async () => (await kubo.add(randomBytes(50), { cidVersion: 1, pin: false })).cid.toString();
const byCid = (value: string) => ({ __rl: true, mode: 'cid', value });

describe('Pin', () => {
	it('pins content under a name, and lists it by name and by CID', async () => {
		const [cid, name] = [await stored(), unique()];
		expect(await run('pin', 'add', { path: `/ipfs/${cid}`, options: { name } })).toEqual([{ cid, type: 'recursive', name }]);
		expect(await ipfsCommand(['pin', 'ls', '--names', cid])).toContain(name);
		const found = [{ cid, type: 'recursive', name }];
		expect(await run('pin', 'list', { type: 'recursive', filters: { name }, returnAll: true })).toEqual(found);
		expect(await run('pin', 'list', { type: 'all', filters: { path: cid }, returnAll: true })).toMatchObject([{ cid, type: 'recursive' }]);
	});

	it('pins one block alone', async () => {
		const cid = await stored();
		expect(await run('pin', 'add', { path: cid, options: { recursive: false } })).toEqual([{ cid, type: 'direct', name: '' }]);
		expect(await run('pin', 'list', { type: 'direct', filters: { path: cid }, returnAll: true })).toMatchObject([{ cid, type: 'direct' }]);
	});

	it('lists nothing for what is not pinned', async () => {
		expect(await run('pin', 'list', { type: 'all', filters: { path: await stored() }, returnAll: true })).toEqual([]);
	});

	it('unpins', async () => {
		const cid = await stored();
		await ipfsCommand(['pin', 'add', cid]);
		expect(await run('pin', 'remove', { pin: byCid(cid) })).toEqual([{ cid, removed: true }]);
		await expect(ipfsCommand(['pin', 'ls', cid])).rejects.toThrow('not pinned');
		const again = run('pin', 'remove', { pin: byCid(cid) });
		await expect(again).rejects.toMatchObject({ message: expect.stringContaining('not pinned') as string, description: expect.stringContaining('Missing Is Fine') as string });
		expect(await run('pin', 'remove', { pin: byCid(cid), options: { missingIsFine: true } })).toEqual([{ cid, removed: false }]);
	});

	it('says by which pin a block is kept', async () => {
		const file = (await kubo.add(randomBytes(600_000), { cidVersion: 1 })).cid.toString();
		const leaf = (await ipfsCommand(['refs', file])).split('\n')[0]!;
		const kept = { cid: leaf, type: 'indirect', name: '', through: file };
		for (const type of ['all', 'indirect']) {
			expect(await run('pin', 'list', { type, filters: { path: leaf }, returnAll: true })).toEqual([kept]);
		}
		expect(await run('pin', 'list', { type: 'recursive', filters: { path: leaf }, returnAll: true })).toEqual([]);
		expect(await run('pin', 'remove', { pin: byCid(leaf), options: { missingIsFine: true } })).toEqual([{ cid: leaf, removed: false }]);
		const all = await run('pin', 'list', { type: 'indirect', returnAll: true });
		expect(all).toContainEqual({ cid: leaf, type: 'indirect', name: '' });
	});

	it('keeps the name of a pin that is made again, unless it is given another', async () => {
		const [cid, name] = [await stored(), unique('ü+%')];
		const named = async () => await run('pin', 'list', { type: 'recursive', filters: { path: cid }, returnAll: true });
		await run('pin', 'add', { path: cid, options: { name } });
		expect(await run('pin', 'add', { path: cid })).toEqual([{ cid, type: 'recursive', name }]);
		expect(await named()).toMatchObject([{ name }]);
		await run('pin', 'add', { path: cid, options: { name: 'other' } });
		expect(await named()).toMatchObject([{ name: 'other' }]);
		await run('pin', 'add', { path: cid, options: { name: '' } });
		expect(await named()).toMatchObject([{ name: '' }]);
	});

	it('asks for the name also of one pin', async () => {
		const [path, name] = [await stored(), unique()];
		await run('pin', 'add', { path, options: { name } });
		expect(await run('pin', 'list', { type: 'all', filters: { path, name: name.slice(0, 20) }, returnAll: true })).toHaveLength(1);
		expect(await run('pin', 'list', { type: 'all', filters: { path, name: 'other' }, returnAll: true })).toEqual([]);
	});

	it('tells the CID that a path leads to', async () => {
		const { cid: directory } = (await Array.fromAsync(kubo.addAll([{ path: 'not pinned', content: randomBytes(20) }], { wrapWithDirectory: true, pin: false, cidVersion: 1 }))).at(-1)!;
		const path = `/ipfs/${directory.toString()}/not pinned`;
		const [pinned] = await run('pin', 'add', { path });
		expect(await ipfsCommand(['pin', 'ls', pinned!.cid as string])).toContain('recursive');
		expect(await run('pin', 'remove', { pin: byCid(path) })).toEqual([{ cid: pinned!.cid, removed: true }]);
		expect(await run('pin', 'remove', { pin: byCid(path), options: { missingIsFine: true } })).toEqual([{ cid: pinned!.cid, removed: false }]);
		const nothing = run('pin', 'remove', { pin: byCid(`${path} either`), options: { missingIsFine: true } });
		await expect(nothing).rejects.toThrow(/no link named/);
	});

	it('touches no block for a path that ends inside of it', async () => {
		const cid = await ipfsCommand(['dag', 'put', '--pin'], Buffer.from(JSON.stringify({ inner: { id: unique() } })));
		const path = `/ipfs/${cid}/inner/id`;
		await expect(run('pin', 'remove', { pin: byCid(path) })).rejects.toThrow(`Pin: ${path} is a value inside of ${cid}`);
		await expect(run('pin', 'add', { path })).rejects.toThrow(`CID or Path: ${path} is a value inside of ${cid}`);
		expect(await ipfsCommand(['pin', 'ls', cid])).toContain('recursive');
	});

	it.each([
		['one block of what is kept whole', 'add', { path: '', options: { recursive: false } }, /already pinned recursively/, /Remove that pin/],
		['one block of what is kept whole, and goes on when there is none', 'remove', { options: { recursive: false, missingIsFine: true } }, /is pinned recursively/, /Recursive on/],
		['under a name that is too long', 'add', { path: '', options: { name: 'ü'.repeat(128) } }, /pin name is 256 bytes/, /beyond ASCII/],
	])('refuses to pin or unpin %s', async (_what, operation, parameters, message, description) => {
		const cid = await stored();
		await ipfsCommand(['pin', 'add', cid]);
		const refused = run('pin', operation, { ...parameters, ...(operation === 'add' ? { path: cid } : { pin: byCid(cid) }) });
		await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(message) as string, description: expect.stringMatching(description) as string });
	});

	it('fails in time for what nobody has', async () => {
		const path = 'bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi';
		await expect(run('pin', 'add', { path, options: { timeout: 1 } })).rejects.toThrow('Kubo sent nothing for 1 s');
		await expect(run('pin', 'add', { path, options: { localOnly: true } })).rejects.toThrow(/not found/);
	});
});

describe('the picker of pins', () => {
	const search = async (filter?: string, token?: string): Promise<INodeListSearchResult> => {
		const context = executionOf(node, { credentials: { ipfsApi: credential }, credentialTypes: [new IpfsApi()] });
		return await node.methods.listSearch.searchPins.call(context as never, filter, token);
	};

	it('finds by name and by CID', async () => {
		const [cid, name] = [await stored(), unique('Picked')];
		await ipfsCommand(['pin', 'add', `--name=${name}`, cid]);
		const found = { results: [{ name: `${name} (${cid})`, value: cid }] };
		expect(await search(name.toLowerCase())).toEqual(found);
		expect(await search(cid.slice(0, 40))).toEqual(found);
		expect(await search(unique())).toEqual({ results: [] });
	});

	it('gives pages', async () => {
		const name = unique();
		const files = Array.from({ length: 130 }, (_, index) => ({ content: Buffer.from(`${name} ${index}`) }));
		const added = await Array.fromAsync(kubo.addAll(files, { cidVersion: 1, pin: false }));
		await ipfsCommand(['pin', 'add', `--name=${name}`, ...added.map(({ cid }) => cid.toString())]);
		const first = await search(name);
		const second = await search(name, String(first.paginationToken));
		expect([first.results.length, second.results.length, second.paginationToken]).toEqual([100, 30, undefined]);
		const cids = [...first.results, ...second.results].map(({ value }) => String(value));
		expect(new Set(cids).size).toBe(130);
		await ipfsCommand(['pin', 'rm', ...cids]);
	});
});

test('Node: Get says which node it is', async () => {
	const [facts] = await run('node', 'get');
	const { id } = JSON.parse(await ipfsCommand(['id', '--enc=json']).then((text) => text.replace('"ID"', '"id"'))) as { id: string };
	expect(facts).toMatchObject({ id, version: (await kubo.version()).version, storedSize: expect.any(Number) as number });
});

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
		// The client's types do not know of the option.
		const options = { cidVersion: 1, pinName: name } as const;
		await Array.fromAsync(kubo.addAll(files, options));
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

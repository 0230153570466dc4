import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { first, itemsOf, named, run, unique } from './support/ceph.ts';
import { ceph, inFileSystem, mountedClient } from './support/ceph-command.ts';
import { pick } from './support/panel.ts';

const fileSystem = named('cimfs');
const base = `/${unique()}`;
const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);
const at = (path: string) => ({ fileSystem, path });

beforeAll(async () => {
	await inFileSystem('fs.mkdirs(args[0], 0o755)', base);
});
afterAll(async () => {
	// Snapshots first: a directory that has one cannot be removed.
	await inFileSystem(
		`
def names(path):
	with_dots = [entry.d_name.decode() for entry in entries(path)]
	return [name for name in with_dots if name not in ('.', '..')]
def entries(path):
	d = fs.opendir(path)
	entry = fs.readdir(d)
	while entry:
		yield entry
		entry = fs.readdir(d)
	fs.closedir(d)
def remove(path):
	for snapshot in names(path + '/.snap'):
		if not snapshot.startswith('_'): fs.rmdir(path + '/.snap/' + snapshot)
	for name in names(path):
		below = path + '/' + name
		try: remove(below)
		except cephfs.NotDirectory: fs.unlink(below)
	fs.rmdir(path)
remove(args[0])`,
		base,
	);
});

describe('file systems', () => {
	it('are listed as the monitors know them', async () => {
		const [known] = (await ceph<{ filesystems: { id: number; mdsmap: { metadata_pool: number; data_pools: number[] } }[] }>('fs', 'dump')).filesystems;
		const all = await json('fileSystem', 'getAll', { returnAll: true });
		expect(all).toContainEqual({
			id: known!.id,
			name: 'cimfs',
			createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
			joinable: true,
			activeRanks: 1,
			wantedRanks: 1,
			failedRanks: [],
			damagedRanks: [],
			wantedStandbys: 0,
			metadataPoolId: known!.mdsmap.metadata_pool,
			dataPoolIds: known!.mdsmap.data_pools,
		});
	});

	it('have their state told', async () => {
		const { name, ranks, standbys, pools, usedBytes, availableBytes, versions } = await first('fileSystem', 'get', { fileSystem });
		expect({ name, standbys }).toEqual({ name: 'cimfs', standbys: [] });
		expect(ranks).toEqual([expect.objectContaining({ rank: 0, state: 'active', daemon: 'a', inodes: expect.any(Number) as number })]);
		expect(pools).toEqual([
			{ pool: 'cephfs.cimfs.meta', type: 'metadata', usedBytes: expect.any(Number) as number, availableBytes: expect.any(Number) as number },
			{ pool: 'cephfs.cimfs.data', type: 'data', usedBytes: expect.any(Number) as number, availableBytes: expect.any(Number) as number },
		]);
		expect(usedBytes).toBeGreaterThan(0);
		expect(availableBytes).toBeGreaterThan(0);
		expect(versions).toEqual([{ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string, daemons: ['a'] }]);
	});

	it('that are not there are named', async () => {
		for (const operation of ['get', 'clients']) {
			await expect(run('fileSystem', operation, { fileSystem: named('nothing') })).rejects.toMatchObject({
				message: 'There is no file system "nothing"',
				httpCode: '404',
			});
		}
	});

	it('can be picked', async () => {
		expect(await pick('searchFileSystems', 'IMF')).toEqual(['cimfs']);
		expect(await pick('searchFileSystems', 'nothing')).toEqual([]);
	});
});

describe('the clients of a file system', () => {
	it('are listed, and evicted', async () => {
		const client = await mountedClient();
		try {
			const own = async () => (await json('fileSystem', 'clients', { fileSystem, returnAll: true })).find(({ id }) => id === client.id);
			// The Dashboard gives a list again that is less than a second old: of before this client came.
			for (let tries = 0; tries < 20 && (await own()) === undefined; tries++) await sleep(250);
			expect(await own()).toMatchObject({
				type: 'userspace',
				hostname: 'ceph',
				user: 'admin',
				root: '/',
				state: 'open',
				address: expect.stringMatching(/^[\d.]+:\d+/) as string,
				version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
			});
			expect(await first('fileSystem', 'evictClient', { fileSystem, client: String(client.id) })).toEqual({ fileSystem: 'cimfs', client: client.id, evicted: true });
			const sessions = await ceph<{ id: number; state: string }[]>('tell', 'mds.a', 'session', 'ls');
			expect(sessions.filter(({ id, state }) => id === client.id && state === 'open')).toEqual([]);
		} finally {
			await client.end();
		}
	});

	it('that are not there, or are none, are refused', async () => {
		await expect(run('fileSystem', 'evictClient', { fileSystem, client: '1' })).rejects.toMatchObject({
			message: expect.stringMatching(/Client 1 does not exist/) as string,
			httpCode: '404',
		});
		await expect(run('fileSystem', 'evictClient', { fileSystem, client: '1/../2' })).rejects.toMatchObject({ message: 'Client ID: got "1/../2"' });
	});
});

describe('the directories of a file system', () => {
	const exists = async (path: string) =>
		await inFileSystem<boolean>('try: result = fs.stat(args[0]) is not None\nexcept cephfs.ObjectNotFound: result = False', path);

	it('are created with those above them, again without harm, listed to a depth, and deleted', async () => {
		const path = `${base}/tree/deep/deeper`;
		for (let time = 0; time < 2; time++) expect(await first('fileSystem', 'createDirectory', at(path))).toEqual({ fileSystem: 'cimfs', path });
		expect(await exists(path)).toBe(true);

		const below = async (parameters: object) => (await json('fileSystem', 'directories', { ...at(`${base}/tree/`), returnAll: true, ...parameters })).map((found) => found.path);
		expect(await below({})).toEqual([`${base}/tree/deep`]);
		expect(await below({ depth: 2 })).toEqual([`${base}/tree/deep`, path]);
		expect(await json('fileSystem', 'directories', at(`${base}/tree/deep`))).toEqual([
			{ name: 'deeper', path, parent: `${base}/tree/deep`, snapshots: [], maxBytes: null, maxFiles: null },
		]);

		await expect(run('fileSystem', 'deleteDirectory', at(`${base}/tree`))).rejects.toMatchObject({
			message: `The directory "${base}/tree" is not empty`,
			httpCode: '409',
		});
		expect(await first('fileSystem', 'deleteDirectory', at(path))).toEqual({ fileSystem: 'cimfs', path, deleted: true });
		expect(await exists(path)).toBe(false);
		expect(await first('fileSystem', 'deleteDirectory', at(path))).toMatchObject({ deleted: true });
	});

	it('may have any name', async () => {
		const names = ['with blanks', '100%', 'a%41', '?x=1&y=2#z', 'Größe 😀', "quote's \"and\" <tags>", 'plus+plus;semi'];
		const parent = `${base}/names`;
		const each = { ...at('={{ $json.path }}'), fileSystem };
		const more = { items: itemsOf(...names.map((name) => ({ path: `${parent}/${name}` }))) };
		await run('fileSystem', 'createDirectory', each, more);
		const listed = await json('fileSystem', 'directories', { ...at(parent), returnAll: true });
		expect(listed.map(({ name }) => name).sort()).toEqual(names.toSorted());
		const judge = 'd = fs.opendir(args[0])\nresult = []\nentry = fs.readdir(d)\nwhile entry:\n\tresult.append(entry.d_name.decode())\n\tentry = fs.readdir(d)';
		expect((await inFileSystem<string[]>(judge, parent)).toSorted()).toEqual(['.', '..', ...names].toSorted());
		expect((await json('fileSystem', 'getQuota', each, more)).map(({ path }) => path)).toEqual(names.map((name) => `${parent}/${name}`));
		await run('fileSystem', 'deleteDirectory', each, more);
		expect(await inFileSystem<string[]>(judge, parent)).toHaveLength(2);
	});

	it('are created at once below others that are missing', async () => {
		const paths = Array.from({ length: 24 }, (_, index) => `${base}/crowd/${index % 2}/below/${index}`);
		const items = itemsOf(...paths.map((path) => ({ path })));
		await run('fileSystem', 'createDirectory', at('={{ $json.path }}'), { items });
		const listed = await json('fileSystem', 'directories', { ...at(`${base}/crowd`), depth: 3, returnAll: true });
		expect(listed.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
	});

	it('that are not there are an error, those that hold none are not', async () => {
		await run('fileSystem', 'createDirectory', at(`${base}/empty`));
		expect(await run('fileSystem', 'directories', at(`${base}/empty`))).toEqual([]);
		const path = `${base}/nothing/here`;
		const message = `There is no directory "${path}" in the file system "cimfs"`;
		for (const operation of ['directories', 'getQuota', 'createSnapshot', 'getAllSnapshots']) {
			await expect(run('fileSystem', operation, at(path))).rejects.toMatchObject({ message, httpCode: '404' });
		}
	});

	it('need a full path', async () => {
		await expect(run('fileSystem', 'createDirectory', at('relative'))).rejects.toMatchObject({ message: 'Path: got "relative"' });
		await expect(run('fileSystem', 'createDirectory', at('/a/../b'))).rejects.toMatchObject({ message: 'Path: got "/a/../b"' });
		await expect(run('fileSystem', 'deleteDirectory', at('/'))).rejects.toMatchObject({ message: 'Path: the root cannot be deleted' });
		await expect(run('fileSystem', 'createDirectory', at('//'))).rejects.toMatchObject({ message: 'Path: the root is always there' });
	});

	it('fail one by one when the workflow goes on', async () => {
		const items = itemsOf({ path: base }, { path: `${base}/nothing` });
		const [quota, failed] = await json('fileSystem', 'getQuota', at('={{ $json.path }}'), { items, onError: 'continueRegularOutput' });
		expect(quota).toMatchObject({ path: base });
		expect(failed).toMatchObject({ error: expect.stringContaining('There is no directory') as string, details: { code: '404' } });
	});
});

describe('the quota of a directory', () => {
	const kept = async (path: string) =>
		await inFileSystem<(number | null)[]>(
			`
def quota(name):
	try: return int(fs.getxattr(args[0], 'ceph.quota.' + name))
	except cephfs.NoData: return None
result = [quota('max_bytes'), quota('max_files')]`,
			path,
		);

	it('is set, changed in part, and taken away', async () => {
		const path = `${base}/quota`;
		await run('fileSystem', 'createDirectory', at(path));
		const set = async (limits: INodeParameters) => await first('fileSystem', 'setQuota', { ...at(path), limits });
		expect(await set({ maxSize: '10 MiB', maxFiles: 100 })).toEqual({ fileSystem: 'cimfs', path, maxBytes: 10_485_760, maxFiles: 100 });
		expect(await kept(path)).toEqual([10_485_760, 100]);
		expect(await set({ maxFiles: 5 })).toMatchObject({ maxBytes: 10_485_760, maxFiles: 5 });
		expect(await first('fileSystem', 'getQuota', at(path))).toEqual({ fileSystem: 'cimfs', path, maxBytes: 10_485_760, maxFiles: 5 });
		expect(await set({ maxSize: '0', maxFiles: 0 })).toMatchObject({ maxBytes: null, maxFiles: null });
		expect((await kept(path)).map((limit) => limit || null)).toEqual([null, null]);
	});

	it('needs a limit that is one, and a directory', async () => {
		const set = async (limits: INodeParameters, path = base) => await run('fileSystem', 'setQuota', { ...at(path), limits });
		await expect(set({})).rejects.toMatchObject({ message: 'Limits: none is given' });
		await expect(set({ maxSize: 'much' })).rejects.toMatchObject({ message: 'Max Size: got "much"' });
		await expect(set({ maxFiles: -1 })).rejects.toMatchObject({ message: expect.stringMatching(/^Max Files: /) as string });
		await expect(set({ maxFiles: 1 }, `${base}/nothing`)).rejects.toMatchObject({ httpCode: '404' });
	});
});

describe('the snapshots of a directory', () => {
	const path = `${base}/kept`;
	const snapshots = async () => (await json('fileSystem', 'getAllSnapshots', { ...at(path), returnAll: true })).map(({ snapshot }) => snapshot);

	beforeAll(async () => {
		await inFileSystem('fs.mkdirs(args[0], 0o755)\nfd = fs.open(args[0] + "/file", "w", 0o644)\nfs.write(fd, b"before", 0)\nfs.close(fd)', path);
	});

	it('keep what it held, and are listed and deleted', async () => {
		expect(await first('fileSystem', 'createSnapshot', { ...at(path), snapshot: 'one' })).toEqual({ fileSystem: 'cimfs', path, snapshot: 'one' });
		const { snapshot } = await first('fileSystem', 'createSnapshot', at(path));
		expect(snapshot).toMatch(/^\d{4}-\d{2}-\d{2}T/);
		const held = 'fs.unlink(args[0] + "/file")\nfd = fs.open(args[0] + "/.snap/one/file", "r")\nresult = fs.read(fd, 0, 100).decode()\nfs.close(fd)';
		expect(await inFileSystem(held, path)).toBe('before');

		expect(await snapshots()).toEqual(expect.arrayContaining(['one', snapshot]));
		expect(await json('fileSystem', 'getAllSnapshots', { ...at(path), returnAll: true })).toContainEqual({
			fileSystem: 'cimfs',
			path,
			snapshot: 'one',
			createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
		});
		expect(await first('fileSystem', 'deleteSnapshot', { ...at(path), snapshot: 'one' })).toEqual({ fileSystem: 'cimfs', path, snapshot: 'one', deleted: true });
		expect(await snapshots()).toEqual([snapshot]);
		await run('fileSystem', 'deleteSnapshot', { ...at(path), snapshot: snapshot as string });
	});

	it('are also made of the root', async () => {
		const snapshot = unique();
		await run('fileSystem', 'createSnapshot', { ...at('/'), snapshot });
		try {
			const names = (await json('fileSystem', 'getAllSnapshots', { ...at('/'), returnAll: true })).map((found) => found.snapshot);
			expect(names).toContain(snapshot);
		} finally {
			await run('fileSystem', 'deleteSnapshot', { ...at('/'), snapshot });
		}
	});

	it('are not made twice, nor deleted when they are not there', async () => {
		await run('fileSystem', 'createSnapshot', { ...at(path), snapshot: 'two' });
		await expect(run('fileSystem', 'createSnapshot', { ...at(path), snapshot: 'two' })).rejects.toMatchObject({
			message: expect.stringMatching(/two is already in use/) as string,
		});
		await expect(run('fileSystem', 'deleteDirectory', at(path))).rejects.toMatchObject({ message: `The directory "${path}" has snapshots: two` });
		await run('fileSystem', 'deleteSnapshot', { ...at(path), snapshot: 'two' });
		await expect(run('fileSystem', 'deleteSnapshot', { ...at(path), snapshot: 'two' })).rejects.toMatchObject({
			message: `There is no snapshot "two" of the directory "${path}"`,
			httpCode: '404',
		});
		await expect(run('fileSystem', 'deleteSnapshot', { ...at(`${base}/nothing`), snapshot: 'two' })).rejects.toMatchObject({
			message: expect.stringMatching(/^There is no directory/) as string,
		});
		await expect(run('fileSystem', 'createSnapshot', { ...at(path), snapshot: '../two' })).rejects.toMatchObject({ message: 'Snapshot: got "../two"' });
	});
});

import { dashboardCredential, first, named, run, unique } from './support/ceph.ts';
import { ceph, inCeph, inFileSystem } from './support/ceph-command.ts';
import { startOlderRelease } from './support/older-release.ts';
import { pick } from './support/panel.ts';

const fileSystem = named('cimfs');
const group = unique();
const name = unique();
const subvolume = named(name);
const one = { fileSystem, subvolume };
const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);
const info = async (...place: string[]) => await ceph<Record<string, unknown>>('fs', 'subvolume', 'info', 'cimfs', ...place);
const names = async (...place: string[]) => (await ceph<{ name: string }[]>('fs', 'subvolume', 'ls', 'cimfs', ...place)).map((entry) => entry.name);

beforeAll(async () => {
	await ceph('fs', 'subvolume', 'create', 'cimfs', name);
});
afterAll(async () => {
	// Ceph's Dashboard fails to list tasks as long as the manager remembers clones.
	await inCeph(['ceph', 'progress', 'clear']);
	const attempt = async (...command: string[]) => void (await ceph('fs', ...command).catch(() => undefined));
	for (const inGroup of [[], ['--group_name', group]]) {
		const left = (await names(...inGroup).catch(() => [])).filter((entry) => entry.startsWith(name));
		for (const entry of left) {
			const snapshots = await ceph<{ name: string }[]>('fs', 'subvolume', 'snapshot', 'ls', 'cimfs', entry, ...inGroup);
			for (const snapshot of snapshots) await attempt('subvolume', 'snapshot', 'rm', 'cimfs', entry, snapshot.name, ...inGroup);
			await attempt('subvolume', 'rm', 'cimfs', entry, ...inGroup);
		}
	}
	await attempt('subvolumegroup', 'rm', 'cimfs', group);
});

describe('subvolumes', () => {
	it('are created with a size and an owner, resized, and deleted', async () => {
		const own = `${name}-own`;
		const options = { size: '20 MiB', mode: '750', userId: 1000, groupId: 1001, isolated: true, dataPool: 'cephfs.cimfs.data' };
		const created = await first('subvolume', 'create', { fileSystem, name: own, options });
		expect(created).toMatchObject({
			fileSystem: 'cimfs',
			group: null,
			subvolume: own,
			ready: true,
			state: 'complete',
			maxBytes: 20 * 2 ** 20,
			usedBytes: 0,
			dataPool: 'cephfs.cimfs.data',
			namespace: expect.stringContaining(own) as string,
			mode: '750',
			userId: 1000,
			groupId: 1001,
			createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
		});
		expect(await info(own)).toMatchObject({ path: created.path, bytes_quota: 20 * 2 ** 20, uid: 1000, gid: 1001, mode: 0o40750 });
		// To the second, in UTC.
		expect(Math.abs(Date.parse(created.createdAt as string) - Date.now())).toBeLessThan(60_000);

		const resized = { fileSystem, subvolume: named(own) };
		expect(await first('subvolume', 'resize', { ...resized, size: '1 GiB' })).toMatchObject({ subvolume: own, maxBytes: 2 ** 30 });
		expect(await first('subvolume', 'resize', { ...resized, size: '0' })).toMatchObject({ maxBytes: null });
		expect(await info(own)).toMatchObject({ bytes_quota: 'infinite' });
		expect(await first('subvolume', 'delete', resized)).toEqual({ fileSystem: 'cimfs', group: null, subvolume: own, deleted: true, snapshotsRetained: false });
		expect(await names()).not.toContain(own);
	});

	it('are got and listed, by group', async () => {
		const place = { fileSystem: 'cimfs', group: null, subvolume: name };
		expect(await first('subvolume', 'get', one)).toMatchObject({ ...place, path: expect.stringContaining(name) as string, maxBytes: null });
		expect(await json('subvolume', 'getAll', { fileSystem, returnAll: true })).toContainEqual(expect.objectContaining({ ...place, ready: true, usedBytes: 0 }));

		expect(await first('subvolume', 'createGroup', { fileSystem, name: group, options: { size: '1 GiB', mode: '700' } })).toMatchObject({ group, maxBytes: 2 ** 30, mode: '700' });
		expect(await json('subvolume', 'getAllGroups', { fileSystem, returnAll: true })).toContainEqual(expect.objectContaining({ group, maxBytes: 2 ** 30 }));
		const grouped = { fileSystem, group: named(group) };
		expect(await json('subvolume', 'getAll', { ...grouped, returnAll: true })).toEqual([]);
		const inside = `${name}-inside`;
		expect(await first('subvolume', 'create', { ...grouped, name: inside })).toMatchObject({ group, subvolume: inside, mode: '755' });
		expect((await json('subvolume', 'getAll', { ...grouped, returnAll: true })).map((found) => found.subvolume)).toEqual([inside]);
		expect(await names('--group_name', group)).toEqual([inside]);
		expect(await first('subvolume', 'get', { ...grouped, subvolume: named(inside) })).toMatchObject({ group, subvolume: inside });
		await expect(run('subvolume', 'deleteGroup', grouped)).rejects.toMatchObject({ message: expect.stringContaining(group) as string, httpCode: '400' });

		expect(await pick('searchSubvolumeGroups', group.slice(0, 20), { fileSystem: 'cimfs' })).toContain(group);
		expect(await pick('searchSubvolumes', '', { fileSystem: 'cimfs', group })).toEqual([inside]);
		expect(await pick('searchSubvolumes', name, { fileSystem: 'cimfs', group: '' })).toEqual([name]);
		await run('subvolume', 'delete', { ...grouped, subvolume: named(inside) });
		expect(await first('subvolume', 'deleteGroup', grouped)).toEqual({ fileSystem: 'cimfs', group, deleted: true });
		await expect(run('subvolume', 'deleteGroup', grouped)).rejects.toMatchObject({ message: expect.stringMatching(/does not exist/) as string });
	});

	it('that exist keep their content and get what is given', async () => {
		const existing = `${name}-existing`;
		await ceph('fs', 'subvolume', 'create', 'cimfs', existing);
		const { path } = await info(existing);
		await inFileSystem('fd = fs.open(args[0] + "/file", "w", 0o644)\nfs.write(fd, b"kept", 0)\nfs.close(fd)', path);
		expect(await first('subvolume', 'create', { fileSystem, name: existing, options: { size: '2 GiB' } })).toMatchObject({ path, maxBytes: 2 ** 31 });
		expect(await inFileSystem('fd = fs.open(args[0] + "/file", "r")\nresult = fs.read(fd, 0, 9).decode()\nfs.close(fd)', path)).toBe('kept');
		await ceph('fs', 'subvolume', 'rm', 'cimfs', existing);
	});

	it('that are not there, or cannot be, are refused in the words of Ceph', async () => {
		const missing = { fileSystem, subvolume: named(`${name}-nothing`) };
		for (const [operation, more] of [['get', {}], ['delete', {}], ['resize', { size: '1 GiB' }], ['createSnapshot', { name: 's' }]] as const) {
			await expect(run('subvolume', operation, { ...missing, ...more })).rejects.toMatchObject({
				message: expect.stringMatching(/does not exist/) as string,
				httpCode: '400',
			});
		}
		await expect(run('subvolume', 'getAll', { fileSystem: named('nothing') })).rejects.toMatchObject({ message: expect.stringMatching(/'?nothing'? not found/) as string });
		await expect(run('subvolume', 'create', { fileSystem, name: '../hidden' })).rejects.toMatchObject({ message: 'Name: got "../hidden"' });
		for (const bad of [`${name}%`, `${name}ü`]) {
			await expect(run('subvolume', 'create', { fileSystem, name: bad })).rejects.toThrow('Name: got ');
			await expect(run('subvolume', 'createGroup', { fileSystem, name: bad })).rejects.toThrow('Group Name: got ');
			await expect(run('subvolume', 'cloneSnapshot', { ...one, snapshot: named('s'), name: bad })).rejects.toThrow('Clone Name: got ');
			// What Ceph's own command says is the measure.
			await expect(inCeph(['ceph', 'fs', 'subvolume', 'create', 'cimfs', bad])).rejects.toThrow(/invalid chars/);
			await expect(inCeph(['ceph', 'fs', 'subvolumegroup', 'create', 'cimfs', bad])).rejects.toThrow(/invalid chars/);
		}
		await expect(run('subvolume', 'create', { fileSystem, name: 'x', options: { mode: 'rwx' } })).rejects.toMatchObject({ message: 'Mode: got "rwx"' });
		await expect(run('subvolume', 'resize', { ...one, size: 'much' })).rejects.toMatchObject({ message: 'Size: got "much"' });
		await expect(run('subvolume', 'create', { fileSystem, name: 'x', options: { dataPool: 'nothing' } })).rejects.toMatchObject({
			message: expect.stringMatching(/pool/) as string,
		});
	});
});

describe('the snapshots of a subvolume', () => {
	const grouped = { fileSystem, group: named('') };

	it('are made, listed, cloned and deleted', async () => {
		expect(await first('subvolume', 'createSnapshot', { ...one, ...grouped, name: 'one' })).toEqual({ fileSystem: 'cimfs', group: null, subvolume: name, snapshot: 'one' });
		expect(await json('subvolume', 'getAllSnapshots', one)).toEqual([
			{
				fileSystem: 'cimfs',
				group: null,
				subvolume: name,
				snapshot: 'one',
				createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
				dataPool: 'cephfs.cimfs.data',
				pendingClones: [],
				hasPendingClones: false,
			},
		]);
		expect(await pick('searchSubvolumeSnapshots', '', { fileSystem: 'cimfs', subvolume: name })).toEqual(['one']);

		const clone = `${name}-clone`;
		const cloned = await first('subvolume', 'cloneSnapshot', { ...one, snapshot: named('one'), name: clone });
		expect(cloned).toMatchObject({ subvolume: clone, ready: true, state: 'complete', type: 'clone', source: { subvolume: name, snapshot: 'one' } });
		expect(await ceph('fs', 'clone', 'status', 'cimfs', clone)).toMatchObject({ status: { state: 'complete' } });
		await run('subvolume', 'delete', { fileSystem, subvolume: named(clone) });

		const begun = `${name}-begun`;
		expect(await first('subvolume', 'cloneSnapshot', { ...one, snapshot: named('one'), name: begun, options: { waitForClone: false } })).toEqual({
			fileSystem: 'cimfs',
			group: null,
			subvolume: begun,
			ready: false,
		});
		await until(async () => (await ceph<{ status: { state: string } }>('fs', 'clone', 'status', 'cimfs', begun)).status.state === 'complete');
		await run('subvolume', 'delete', { fileSystem, subvolume: named(begun) });
		await inCeph(['ceph', 'progress', 'clear']);

		await expect(run('subvolume', 'delete', one)).rejects.toMatchObject({ message: expect.stringMatching(/has snapshots/) as string });
		expect(await first('subvolume', 'deleteSnapshot', { ...one, snapshot: named('one') })).toMatchObject({ snapshot: 'one', deleted: true });
		expect(await ceph('fs', 'subvolume', 'snapshot', 'ls', 'cimfs', name)).toEqual([]);
		await expect(run('subvolume', 'deleteSnapshot', { ...one, snapshot: named('one') })).rejects.toMatchObject({ message: expect.stringMatching(/does not exist/) as string });
		await expect(run('subvolume', 'cloneSnapshot', { ...one, snapshot: named('one'), name: 'x' })).rejects.toMatchObject({ message: expect.stringMatching(/does not exist/) as string });
	});

	it('can outlive it', async () => {
		const gone = `${name}-gone`;
		const place = { fileSystem, subvolume: named(gone) };
		await run('subvolume', 'create', { fileSystem, name: gone });
		await run('subvolume', 'createSnapshot', { ...place, name: 'last' });
		expect(await first('subvolume', 'delete', { ...place, options: { retainSnapshots: true } })).toMatchObject({ deleted: true, snapshotsRetained: true });
		expect(await info(gone)).toMatchObject({ state: 'snapshot-retained' });
		await run('subvolume', 'deleteSnapshot', { ...place, snapshot: named('last') });
		expect(await names()).not.toContain(gone);
	});

	async function until(isSo: () => Promise<boolean>): Promise<void> {
		for (let tries = 0; tries < 60 && !(await isSo()); tries++) await new Promise((resolve) => setTimeout(resolve, 500));
	}
});

describe('a release without subvolumes', () => {
	it('is told from a subvolume that is not there', async () => {
		const older = await startOlderRelease(dashboardCredential, '/api/cephfs/subvolume');
		try {
			const credentials = { cephDashboardApi: { ...dashboardCredential, url: older.url } };
			for (const [operation, method] of [['getAll', 'GET'], ['create', 'POST']] as const) {
				await expect(run('subvolume', operation, { fileSystem, name: 'x' }, { credentials })).rejects.toMatchObject({
					message: expect.stringMatching(new RegExp(`^This release of Ceph has no such operation: ${method} api/cephfs/subvolume`)) as string,
				});
			}
			expect(await json('fileSystem', 'getAll', {}, { credentials })).toContainEqual(expect.objectContaining({ name: 'cimfs' }));
		} finally {
			older.close();
		}
	});
});

import type { INodeParameters } from 'n8n-workflow';

import { ls, place, poolForTests, rbd, rbdDo } from './support/block.ts';
import { first, named, run } from './support/ceph.ts';
import { pick } from './support/panel.ts';

const pool = poolForTests();
const inTrash = async (where = pool) => (await rbd<{ id: string; name: string }[]>('trash', 'ls', '--all', where)).map(({ id }) => id);
const listed = async (more: INodeParameters = {}) => (await run('image', 'getAllTrash', { pool: named(pool), returnAll: true, ...more })).map(({ json }) => json);
const entry = (id: unknown, namespace = '') => ({ pool: named(pool), namespace: named(namespace), id: named(id as string) });

/** Makes an image and moves it to the trash. */
async function thrown(image: string, options: INodeParameters = {}, namespace = '') {
	await rbdDo('create', '--size', '1M', [pool, namespace, image].filter((part) => part !== '').join('/'));
	return await first('image', 'moveToTrash', { ...place(pool, image, namespace), options });
}

beforeAll(async () => {
	await rbdDo('namespace', 'create', `${pool}/tenant`);
});
afterEach(async () => {
	for (const where of [pool, `${pool}/tenant`]) await rbdDo('trash', 'purge', '--no-progress', '--expired-before', '2999-12-31', where);
});

describe('the trash', () => {
	it('takes images, and gives them back with their snapshots', async () => {
		await rbdDo('create', '--size', '1M', `${pool}/a b%`);
		await rbdDo('snap', 'create', `${pool}/a b%@s`);
		const { id } = await first('image', 'get', place(pool, 'a b%'));
		const moved = await first('image', 'moveToTrash', place(pool, 'a b%'));
		const time = expect.stringMatching(/^\d{4}-.*Z$/) as string;
		expect(moved).toEqual({ pool, namespace: '', image: 'a b%', id, source: 'user', movedAt: time, keptUntil: time, inTrash: true });
		expect(await inTrash()).toEqual([id]);
		expect(await ls(pool)).not.toContain('a b%');
		const { inTrash: _, ...told } = moved;
		expect(await listed()).toEqual([told]);
		await expect(run('image', 'get', place(pool, 'a b%'))).rejects.toMatchObject({ message: `There is no block image "${pool}/a b%"` });

		expect(await first('image', 'restoreFromTrash', entry(id))).toMatchObject({ image: 'a b%', id, snapshots: [{ snapshot: 's' }] });
		expect(await ls(pool)).toContain('a b%');
		expect(await listed()).toEqual([]);
		expect((await run('image', 'getAll', { pool: named(pool) })).map(({ json }) => json.image)).toContain('a b%');
	});

	it('gives back under another name, but not under that of another image', async () => {
		const { id } = await thrown('renamed');
		await rbdDo('create', '--size', '1M', `${pool}/taken %`);
		await expect(run('image', 'restoreFromTrash', { ...entry(id), options: { newName: 'taken %' } })).rejects.toMatchObject({ message: `There is a block image "${pool}/taken %" already` });
		await expect(run('image', 'restoreFromTrash', { ...entry(id), options: { newName: 'a/b' } })).rejects.toThrow('New Name: ');
		expect(await first('image', 'restoreFromTrash', { ...entry(id), options: { newName: 'back again' } })).toMatchObject({ image: 'back again', id });
		expect(await ls(pool)).toContain('back again');
		await expect(run('image', 'restoreFromTrash', entry('0123456789ab'))).rejects.toMatchObject({
			httpCode: '404',
			message: 'There is no image in the trash with the ID "0123456789ab"',
		});
	});

	it('keeps images for a time, unless forced', async () => {
		const { id, movedAt, keptUntil } = await thrown('kept', { keepHours: 1.5 });
		expect(Date.parse(keptUntil as string) - Date.parse(movedAt as string)).toBe(5_400_000);
		await expect(run('image', 'deleteFromTrash', entry(id))).rejects.toMatchObject({ httpCode: '409', message: `Image "kept" is kept in the trash until ${keptUntil as string}` });
		expect(await inTrash()).toEqual([id]);
		expect(await first('image', 'deleteFromTrash', { ...entry(id), options: { force: true } })).toEqual({ pool, namespace: '', image: 'kept', id, deleted: true });
		expect(await inTrash()).toEqual([]);
		await expect(run('image', 'deleteFromTrash', entry(id))).rejects.toMatchObject({ httpCode: '404', message: `There is no image in the trash with the ID "${id as string}"` });
	});

	it('is purged of all whose time has passed, in all namespaces', async () => {
		const kept = await thrown('kept', { keepHours: 1 });
		const gone = await thrown('gone');
		const far = await thrown('far', {}, 'tenant');
		expect(await listed({ namespace: named('tenant') })).toEqual([expect.objectContaining({ namespace: 'tenant', image: 'far', id: far.id })]);
		expect(await listed({ returnAll: false, limit: 1 })).toHaveLength(1);
		const purged = await first('image', 'purgeTrash', { pool: named(pool) });
		expect(purged).toMatchObject({ pool, deleted: 2, left: 1 });
		expect(purged.images).toEqual(
			expect.arrayContaining([
				{ namespace: '', image: 'gone', id: gone.id },
				{ namespace: 'tenant', image: 'far', id: far.id },
			]),
		);
		expect(await inTrash()).toEqual([kept.id]);
		expect(await inTrash(`${pool}/tenant`)).toEqual([]);
		expect(await first('image', 'purgeTrash', { pool: named(pool) })).toEqual({ pool, deleted: 0, images: [], left: 1 });
	});

	it('is picked from by name', async () => {
		const one = await thrown('twin', { keepHours: 1 });
		const other = await thrown('twin', { keepHours: 1 });
		expect((await pick('searchBlockTrash', 'TWIN', { pool })).toSorted()).toEqual([one.id, other.id].toSorted());
		expect(await pick('searchBlockTrash', '', { pool, namespace: 'tenant' })).toEqual([]);
	});

	it('does not take what is not there', async () => {
		await expect(run('image', 'moveToTrash', place(pool, 'nothing'))).rejects.toMatchObject({ httpCode: '404', message: `There is no block image "${pool}/nothing"` });
		await expect(run('image', 'getAllTrash', { pool: named('no-such-pool') })).rejects.toMatchObject({ message: expect.stringContaining('no-such-pool') as string });
	});
});

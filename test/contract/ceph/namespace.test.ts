import { ls, place, poolForTests, rbd, rbdDo } from './support/block.ts';
import { first, named, run } from './support/ceph.ts';

const pool = poolForTests();
const namespaces = async () => (await rbd<{ name: string }[]>('namespace', 'ls', pool)).map(({ name }) => name);
const create = async (namespace: string) => await first('namespace', 'create', { pool: named(pool), namespace });
const remove = async (namespace: string) => await first('namespace', 'delete', { pool: named(pool), namespace: named(namespace) });
const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);

// Before the Dashboard lists anything: it reads a pool's namespaces anew every half a minute.
beforeAll(async () => {
	await rbdDo('namespace', 'create', `${pool}/tenants`);
	for (const where of [pool, `${pool}/tenants`]) await rbdDo('create', '--size', '1M', `${where}/same name`);
});

describe('namespaces', () => {
	it.each(['tenant-a', ' a+b %', '100%25', 'Übergröße 😀'])('are created and deleted, also as %j', async (namespace) => {
		expect(await create(namespace)).toEqual({ pool, namespace, created: true });
		expect(await namespaces()).toContain(namespace);
		expect(await json('namespace', 'getAll', { pool: named(pool), returnAll: true })).toContainEqual({ pool, namespace, hasImages: false });
		await expect(create(namespace)).rejects.toMatchObject({ message: 'Namespace already exists' });
		expect(await remove(namespace)).toEqual({ pool, namespace, deleted: true });
		expect(await namespaces()).not.toContain(namespace);
		await expect(remove(namespace)).rejects.toMatchObject({ httpCode: '404', message: `There is no namespace ${JSON.stringify(namespace)}` });
	});

	it.each(['a/b', 'a@b', '.', '..'])('cannot be called %j', async (namespace) => {
		await expect(create(namespace)).rejects.toThrow('Namespace: ');
		await expect(remove(namespace)).rejects.toThrow('Namespace: ');
	});

	it('hold images of their own', async () => {
		await create('own');
		const made = await first('image', 'create', { pool: named(pool), namespace: named('own'), image: 'same name', size: '2 MiB' });
		expect(made).toMatchObject({ namespace: 'own', image: 'same name' });
		expect(await ls(`${pool}/own`)).toEqual(['same name']);
		expect(await first('image', 'get', place(pool, 'same name', 'own'))).toMatchObject({ size: 2 * 1024 ** 2 });
		expect(await first('image', 'get', place(pool, 'same name'))).toMatchObject({ size: 1024 ** 2 });
		expect(await json('namespace', 'getAll', { pool: named(pool), returnAll: true })).toContainEqual({ pool, namespace: 'own', hasImages: true });
	});

	it('have their images listed, also just after they were made', async () => {
		const list = async (more: object) => (await json('image', 'getAll', { pool: named(pool), returnAll: true, ...more })).map(({ namespace, image }) => [namespace, image]);
		// The Dashboard has read the namespaces of the pool, and knows nothing of the next one for half a minute.
		await list({});
		await create('newest');
		await run('image', 'create', { pool: named(pool), namespace: named('newest'), image: 'x', size: '1 MiB' });
		expect(await list({ namespace: named('newest') })).toEqual([['newest', 'x']]);
		expect(await list({ options: { outsideNamespaces: true } })).toEqual([['', 'same name']]);
		expect(await list({})).toEqual(expect.arrayContaining([['newest', 'x'], ['', 'same name'], ['tenants', 'same name']]));
		await expect(list({ namespace: named('never') })).rejects.toThrow('There is no namespace "never"');
	});

	it('stay while there are images in them, also in the trash', async () => {
		await create('full');
		await run('image', 'create', { pool: named(pool), namespace: named('full'), image: 'last', size: '1 MiB' });
		await expect(remove('full')).rejects.toMatchObject({ message: 'Namespace contains images which must be deleted first' });
		await run('image', 'moveToTrash', place(pool, 'last', 'full'));
		await expect(remove('full')).rejects.toMatchObject({ httpCode: '409', message: 'Namespace "full" has images in the trash: last' });
		expect(await namespaces()).toContain('full');
		await run('image', 'purgeTrash', { pool: named(pool) });
		await remove('full');
		expect(await namespaces()).not.toContain('full');
	});

	it('of a pool that is not there are an error', async () => {
		await expect(run('namespace', 'getAll', { pool: named('no-such-pool') })).rejects.toMatchObject({ message: expect.stringContaining('no-such-pool') as string });
	});
});

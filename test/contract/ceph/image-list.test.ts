import { ls, place, poolForTests, rbdDo } from './support/block.ts';
import { first, itemsOf, named, run } from './support/ceph.ts';
import { inCeph } from './support/ceph-command.ts';
import { pick, pickPage } from './support/panel.ts';

const pool = poolForTests();
const other = poolForTests();

const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);

const thirty = (prefix: string) => Array.from({ length: 30 }, (_, n) => `${prefix}${String(n).padStart(2, '0')}`);
const many = thirty('many-');
const changing = thirty('changing-');

// Before the Dashboard lists anything: it reads a pool's namespaces anew every half a minute.
beforeAll(async () => {
	await rbdDo('namespace', 'create', `${other}/picked`);
	await rbdDo('create', '--size', '1M', `${other}/picked/in a namespace`);
	const script = [
		'import rados, rbd, sys',
		"with rados.Rados(conffile='/etc/ceph/ceph.conf', name='client.admin') as cluster, cluster.open_ioctx(sys.argv[1]) as pool:",
		'  for name in sys.argv[2:]: rbd.RBD().create(pool, name, 1 << 20)',
	].join('\n');
	await inCeph(['timeout', '120', 'python3', '-c', script, pool, ...many, ...changing]);
	// The Dashboard reads anew which images there are when it has made one itself.
	await first('image', 'create', { pool: named(pool), image: 'last of many', size: '1 MiB' });
});

describe('the list of images', () => {
	const namesOf = async (parameters: Parameters<typeof run>[2]) => (await json('image', 'getAll', { pool: named(pool), returnAll: true, ...parameters })).map(({ image }) => image);

	it('has all pages, in the order of names, and no more than are asked for', async () => {
		expect(await namesOf({ options: { search: 'many-' } })).toEqual(many);
		expect(await namesOf({ options: { search: 'many-' }, returnAll: false, limit: 25 })).toEqual(many.slice(0, 25));
		expect(await namesOf({})).toEqual(expect.arrayContaining(many));
		expect((await namesOf({})).toSorted()).toEqual((await ls(pool)).toSorted());
	});

	it('is of all pools where none is named', async () => {
		const found = await json('image', 'getAll', { returnAll: true, options: { search: 'many-1' } });
		expect(found.filter((image) => image.pool === pool).map(({ image }) => image)).toEqual(many.slice(10, 20));
	});

	it('is picked from page by page', async () => {
		const page = await pickPage('searchBlockImages', 'many-', { pool });
		expect(page.results).toEqual(many.slice(0, 20).map((name) => ({ name, value: name })));
		const next = await pickPage('searchBlockImages', 'many-', { pool }, page.paginationToken);
		expect(next).toEqual({ results: many.slice(20).map((name) => ({ name, value: name })), paginationToken: undefined });
	});

	it('is current after each change', async () => {
		const names = async () => await namesOf({ options: { search: 'changing-' } });
		await rbdDo('snap', 'create', `${pool}/changing-00@s`);
		const at = place(pool, 'changing-00');
		await run('snapshot', 'clone', { ...at, snapshot: named('s'), childPool: named(pool), childImage: 'changing-child', options: { protect: true } });
		expect(await names()).toContain('changing-child');
		await run('image', 'rename', { ...place(pool, 'changing-child'), newName: 'changing-renamed' });
		expect(await names()).toContain('changing-renamed');
		// More than a page of them goes, and the Dashboard still has their names.
		const each = { ...place(pool, ''), image: { __rl: true, mode: 'name', value: '={{ $json.image }}' } };
		await run('image', 'moveToTrash', each, { items: itemsOf(...changing.slice(5).map((image) => ({ image }))) });
		expect(await names()).toEqual([...changing.slice(0, 5), 'changing-renamed']);
	});

	it('of a pool that is not there is an error', async () => {
		await expect(run('image', 'getAll', { pool: named('no-such-pool') })).rejects.toMatchObject({ message: expect.stringContaining('no-such-pool') as string });
	});
});

describe('the pickers', () => {
	it('offer pools for images, and images of the chosen pool and namespace', async () => {
		expect(await pick('searchBlockPools')).toEqual(expect.arrayContaining([pool, other]));
		expect(await pick('searchBlockPools')).not.toContain('cephfs.cimfs.data');
		expect(await pick('searchBlockNamespaces', '', { pool: other })).toEqual(['picked']);
		expect(await pick('searchBlockNamespacesOfDestination', 'PICK', { destinationPool: other })).toEqual(['picked']);
		expect(await pick('searchBlockImages', '', { pool: other })).toEqual([]);
		expect(await pick('searchBlockImages', 'name', { pool: other, namespace: 'picked' })).toEqual(['in a namespace']);
		expect(await pick('searchBlockImages', 'last', { pool })).toEqual(['last of many']);
		await expect(pick('searchBlockImages')).rejects.toThrow('the pool is not chosen yet');
	});
});

import { info, ls, metadataOf, place, poolForTests, rbdDo, snapshotsOf, tableOf } from './support/block.ts';
import { first, itemsOf, named, run } from './support/ceph.ts';

const pool = poolForTests();
const dataPool = poolForTests();
const MiB = 1024 ** 2;

const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);
const create = async (image: string, more: Parameters<typeof run>[2] = {}) =>
	await first('image', 'create', { pool: named(pool), image, size: '8 MiB', ...more });

describe('images', () => {
	it('are created as the cluster sees fit', async () => {
		const created = await create('plain');
		const { id, features } = await info(`${pool}/plain`);
		expect(created).toEqual({
			pool,
			namespace: '',
			image: 'plain',
			id,
			size: 8 * MiB,
			objectSize: 4 * MiB,
			objects: 2,
			features: features.toSorted(),
			stripeUnit: 4 * MiB,
			stripeCount: 1,
			dataPool: null,
			parent: null,
			snapshots: [],
			usedSize: 0,
			usedSizeWithSnapshots: 0,
			metadata: {},
			configuration: {},
			mirrorMode: null,
			createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
		});
		expect(await first('image', 'get', place(pool, 'plain'))).toEqual(created);
	});

	it('are created with all that can be chosen', async () => {
		const created = await create('chosen', {
			size: '20 MiB',
			options: {
				dataPool,
				features: ['layering', 'exclusive-lock', 'object-map', 'data-pool'],
				metadata: tableOf({ name: 'owner', value: 'Ä & Co' }, { name: 'conf_rbd_cache', value: 'false' }),
				objectSize: '1 MiB',
				qos: tableOf({ limit: 'rbd_qos_bps_limit', value: '20 MiB' }, { limit: 'rbd_qos_iops_limit', value: '500' }),
				stripeUnit: '64 KiB',
				stripeCount: 4,
			},
		});
		expect(await info(`${pool}/chosen`)).toMatchObject({
			size: 20 * MiB,
			object_size: MiB,
			data_pool: dataPool,
			stripe_unit: 65_536,
			stripe_count: 4,
			features: expect.arrayContaining(['layering', 'striping', 'exclusive-lock', 'object-map', 'fast-diff', 'data-pool']) as string[],
		});
		expect(await metadataOf(`${pool}/chosen`)).toEqual({
			owner: 'Ä & Co',
			conf_rbd_cache: 'false',
			conf_rbd_qos_bps_limit: '20971520',
			conf_rbd_qos_iops_limit: '500',
		});
		expect(created).toMatchObject({
			dataPool,
			metadata: { owner: 'Ä & Co' },
			configuration: { rbd_cache: 'false', rbd_qos_bps_limit: '20971520', rbd_qos_iops_limit: '500' },
		});
	});

	it.each([' spaces  inside and around ', 'plus+plus', '100%', 'percent%20encoded%2Fslash', 'question?x=1&y=2', 'hash#fragment', 'Übergröße 日本語 😀', "quote's \"and\" <tags>", '...'])(
		'may be called %j',
		async (name) => {
			expect(await create(name)).toMatchObject({ image: name });
			expect(await ls(pool)).toContain(name);
			const at = place(pool, name);
			expect(await first('image', 'resize', { ...at, size: '9 MiB' })).toMatchObject({ image: name, size: 9 * MiB, previousSize: 8 * MiB });
			expect(await json('image', 'getAll', { pool: named(pool), options: { search: name } })).toEqual([expect.objectContaining({ image: name })]);
			expect(await first('image', 'delete', at)).toMatchObject({ image: name, deleted: true });
			expect(await ls(pool)).not.toContain(name);
		},
	);

	it.each(['a/b', 'a@b', '.', '..'])('cannot be called %j', async (name) => {
		await expect(create(name)).rejects.toMatchObject({
			message: expect.stringMatching(/^Image: /) as string,
			description: 'Allowed: any name without "/" and "@" but "." and ".."',
		});
		await expect(run('image', 'get', place(pool, name))).rejects.toThrow('Image: ');
		await expect(run('image', 'rename', { ...place(pool, 'plain'), newName: name })).rejects.toThrow('New Name: ');
	});

	it('are refused in words where the values cannot be', async () => {
		const refused = async (more: Parameters<typeof create>[1]) => await create('refused', more).catch((error: unknown) => error);
		expect(await refused({ size: 'much' })).toMatchObject({ message: 'Size: got "much"' });
		expect(await refused({ options: { objectSize: '3 MiB' } })).toMatchObject({ message: 'Object Size: got "3 MiB"' });
		expect(await refused({ options: { features: ['journaling'] } })).toMatchObject({ message: 'Features: journaling needs exclusive-lock' });
		expect(await ls(pool)).not.toContain('refused');
	});

	it("fail in Ceph's words, each item for itself", async () => {
		await create('twice');
		await expect(create('twice')).rejects.toMatchObject({ httpCode: '409', message: `There is a block image "${pool}/twice" already` });
		await expect(run('image', 'get', place(pool, 'nothing'))).rejects.toMatchObject({ httpCode: '404', message: `There is no block image "${pool}/nothing"` });
		await expect(run('image', 'get', place('no-such-pool', 'x'))).rejects.toMatchObject({ message: 'There is no pool "no-such-pool"' });
		const items = await json(
			'image',
			'get',
			{ ...place(pool, ''), image: { __rl: true, mode: 'name', value: '={{ $json.image }}' } },
			{ items: itemsOf({ image: 'twice' }, { image: 'nothing' }, { image: 'a/b' }), onError: 'continueRegularOutput' },
		);
		expect(items).toEqual([
			expect.objectContaining({ image: 'twice' }),
			{ error: `There is no block image "${pool}/nothing"`, details: { code: '404', description: expect.any(String) as string } },
			{ error: 'Image: got "a/b"', details: { description: expect.stringContaining('any name without') as string } },
		]);
	});
});

describe('an image', () => {
	it('grows, and shrinks only when it may', async () => {
		await create('sized');
		const at = place(pool, 'sized');
		expect(await first('image', 'resize', { ...at, size: '16 MiB' })).toMatchObject({ size: 16 * MiB, previousSize: 8 * MiB });
		await expect(run('image', 'resize', { ...at, size: '4 MiB' })).rejects.toMatchObject({
			message: `Size: ${4 * MiB} bytes are less than the ${16 * MiB} that the image has`,
			description: `Allowed: ${16 * MiB} bytes or more; less with Allow Shrinking`,
		});
		expect((await info(`${pool}/sized`)).size).toBe(16 * MiB);
		expect(await first('image', 'resize', { ...at, size: '4 MiB', options: { allowShrink: true } })).toMatchObject({ size: 4 * MiB });
		expect((await info(`${pool}/sized`)).size).toBe(4 * MiB);
		await expect(run('image', 'resize', { ...at, size: '0', options: { allowShrink: true } })).rejects.toThrow('cannot be resized to nothing');
	});

	it('gets another name, but not that of another', async () => {
		await create('old name');
		await create('taken');
		const renamed = await first('image', 'rename', { ...place(pool, 'old name'), newName: 'new+name %' });
		expect(renamed).toMatchObject({ image: 'new+name %', previousName: 'old name' });
		expect(await ls(pool)).toEqual(expect.arrayContaining(['new+name %', 'taken']));
		expect(await ls(pool)).not.toContain('old name');
		await expect(run('image', 'rename', { ...place(pool, 'taken'), newName: 'new+name %' })).rejects.toMatchObject({
			message: `There is a block image "${pool}/new+name %" already`,
		});
	});

	it('has features switched, metadata and limits set', async () => {
		await create('changed', { options: { features: ['layering', 'deep-flatten'], metadata: tableOf({ name: 'a', value: '1' }, { name: 'b', value: '2' }) } });
		const at = place(pool, 'changed');
		const change = async (changes: object) => await first('image', 'update', { ...at, changes: changes as never });
		const features = async () => (await info(`${pool}/changed`)).features.toSorted();

		const on = await change({ enableFeatures: ['object-map', 'exclusive-lock', 'journaling'], disableFeatures: ['deep-flatten'] });
		expect(on.features).toEqual(['exclusive-lock', 'fast-diff', 'journaling', 'layering', 'object-map']);
		expect(await features()).toEqual(on.features);
		expect((await change({ disableFeatures: ['fast-diff', 'journaling'] })).features).toEqual(['exclusive-lock', 'layering']);
		expect(await features()).toEqual(['exclusive-lock', 'layering']);
		await expect(change({ enableFeatures: ['deep-flatten'] })).rejects.toThrow('deep-flatten can only be chosen when an image is made');

		const set = await change({
			metadata: tableOf({ name: 'a', value: 'one' }, { name: 'c', value: ' ' }),
			removeMetadata: ['b', 'never there'],
			qos: tableOf({ limit: 'rbd_qos_read_iops_limit', value: '7' }),
		});
		expect(set).toMatchObject({ metadata: { a: 'one', c: ' ' }, configuration: { rbd_qos_read_iops_limit: '7' }, features: ['exclusive-lock', 'layering'] });
		expect(await metadataOf(`${pool}/changed`)).toEqual({ a: 'one', c: ' ', conf_rbd_qos_read_iops_limit: '7' });
		expect(await change({ qos: tableOf({ limit: 'rbd_qos_read_iops_limit', value: '' }) })).toMatchObject({ configuration: {} });
		await expect(change({ metadata: tableOf({ name: 'd', value: '' }) })).rejects.toThrow('Value: a value is required');
		await expect(change({})).rejects.toThrow('Changes: nothing is to be changed');
	});

	it('is deleted with its snapshots only when asked for, and not while it has clones', async () => {
		await create('kept');
		await rbdDo('snap', 'create', `${pool}/kept@one`);
		await rbdDo('snap', 'create', `${pool}/kept@two`);
		await rbdDo('snap', 'protect', `${pool}/kept@two`);
		await rbdDo('clone', `${pool}/kept@two`, `${pool}/kept child`);
		const at = place(pool, 'kept');
		const all = { ...at, options: { deleteSnapshots: true } };
		await expect(run('image', 'delete', all)).rejects.toMatchObject({ httpCode: '409', message: `Image ${pool}/kept has clones: ${pool}/kept child` });
		expect(await snapshotsOf(`${pool}/kept`)).toHaveLength(2);
		await rbdDo('rm', `${pool}/kept child`);
		await expect(run('image', 'delete', at)).rejects.toMatchObject({ message: `Delete Snapshots: image ${pool}/kept has snapshots: one, two` });
		expect(await first('image', 'delete', all)).toMatchObject({ pool, namespace: '', image: 'kept', deleted: true, deletedSnapshots: 2 });
		expect(await ls(pool)).not.toContain('kept');
		await expect(run('image', 'delete', at)).rejects.toMatchObject({ httpCode: '404', message: `There is no block image "${pool}/kept"` });
	});
});

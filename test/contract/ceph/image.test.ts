import { digestOf, finishedTasks, info, ls, place, poolForTests, rbd, rbdDo, snapshotsOf, write } from './support/block.ts';
import { first, itemsOf, named, run } from './support/ceph.ts';
import { inCeph } from './support/ceph-command.ts';
import { pick, pickPage } from './support/panel.ts';

const pool = poolForTests();
const dataPool = poolForTests();
const MiB = 1024 ** 2;

const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);
const create = async (image: string, more: Parameters<typeof run>[2] = {}) =>
	await first('image', 'create', { pool: named(pool), image, size: '8 MiB', ...more });
const metadataOf = async (image: string) => await rbd<Record<string, string>>('image-meta', 'ls', `${pool}/${image}`);
const values = (...entries: object[]) => ({ values: entries }) as never;

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
				metadata: values({ name: 'owner', value: 'Ä & Co' }, { name: 'conf_rbd_cache', value: 'false' }),
				objectSize: '1 MiB',
				qos: values({ limit: 'rbd_qos_bps_limit', value: '20 MiB' }, { limit: 'rbd_qos_iops_limit', value: '500' }),
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
		expect(await metadataOf('chosen')).toEqual({
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
		await expect(create('twice')).rejects.toMatchObject({ httpCode: '400', message: '[errno 17] RBD image already exists (error creating image)' });
		await expect(run('image', 'get', place(pool, 'nothing'))).rejects.toMatchObject({ httpCode: '404', message: 'Image not found' });
		await expect(run('image', 'get', place('no-such-pool', 'x'))).rejects.toMatchObject({ httpCode: '400', message: expect.stringContaining("error opening pool 'no-such-pool'") as string });
		const items = await json(
			'image',
			'get',
			{ ...place(pool, ''), image: { __rl: true, mode: 'name', value: '={{ $json.image }}' } },
			{ items: itemsOf({ image: 'twice' }, { image: 'nothing' }, { image: 'a/b' }), onError: 'continueRegularOutput' },
		);
		expect(items).toEqual([
			expect.objectContaining({ image: 'twice' }),
			{ error: 'Image not found', details: { code: '404', description: expect.any(String) as string } },
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
			message: expect.stringContaining('[errno 17] RBD image already exists') as string,
		});
	});

	it('has features switched, metadata and limits set', async () => {
		await create('changed', { options: { features: ['layering', 'deep-flatten'], metadata: values({ name: 'a', value: '1' }, { name: 'b', value: '2' }) } });
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
			metadata: values({ name: 'a', value: 'one' }, { name: 'c', value: ' ' }),
			removeMetadata: ['b', 'never there'],
			qos: values({ limit: 'rbd_qos_read_iops_limit', value: '7' }),
		});
		expect(set).toMatchObject({ metadata: { a: 'one', c: ' ' }, configuration: { rbd_qos_read_iops_limit: '7' }, features: ['exclusive-lock', 'layering'] });
		expect(await metadataOf('changed')).toEqual({ a: 'one', c: ' ', conf_rbd_qos_read_iops_limit: '7' });
		expect(await change({ qos: values({ limit: 'rbd_qos_read_iops_limit', value: '' }) })).toMatchObject({ configuration: {} });
		await expect(change({ metadata: values({ name: 'd', value: '' }) })).rejects.toThrow('Value: a value is required');
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
		await expect(run('image', 'delete', at)).rejects.toMatchObject({ httpCode: '404', message: 'Image not found' });
	});
});

describe('long work on an image', () => {
	const source = 'large';
	const slow = place(pool, source);
	const to = (image: string, more: object = {}) => ({ ...slow, destinationPool: named(pool), destinationImage: image, ...more }) as Parameters<typeof run>[2];

	beforeAll(async () => {
		await rbdDo('create', '--size', '32M', `${pool}/${source}`);
		await write(`${pool}/${source}`, '32M');
		await rbdDo('snap', 'create', `${pool}/${source}@written`);
		// Copying takes longer than the Dashboard waits before it answers 202, on any machine.
		await rbdDo('config', 'image', 'set', `${pool}/${source}`, 'rbd_qos_read_bps_limit', String(8 * MiB));
	});

	it('is followed to its end: a copy', async () => {
		const copied = await first('image', 'copy', to('copied'));
		expect(copied).toMatchObject({ image: 'copied', size: 32 * MiB });
		const task = (await finishedTasks('rbd/copy')).find(({ metadata }) => metadata.dest_pool_name === pool && metadata.dest_image_name === 'copied');
		expect(task).toMatchObject({ success: true });
		expect(task!.duration).toBeGreaterThan(2);
		expect(await digestOf(`${pool}/copied`)).toBe(await digestOf(`${pool}/${source}`));
	});

	it('may take no longer than allowed', async () => {
		await expect(run('image', 'copy', to('late', { options: { timeLimit: 0.01 } }))).rejects.toMatchObject({ message: 'Waited 1 s for the task rbd/copy to end' });
		// It goes on, and ends before its pool goes.
		await expect(run('image', 'copy', to('late'))).resolves.toHaveLength(1);
	});

	it("fails with the task's own words, at once and late", async () => {
		await expect(run('image', 'copy', to('copied'))).rejects.toMatchObject({
			httpCode: '400',
			message: expect.stringContaining('[errno 17] RBD image already exists') as string,
		});
		const metadata = values({ name: 'conf_rbd_qos_iops_limit', value: 'many' });
		await expect(run('image', 'copy', to('half', { options: { metadata } }))).rejects.toMatchObject({
			httpCode: '400',
			message: "[errno 22] RBD invalid argument (error setting metadata b'conf_rbd_qos_iops_limit' for image b'half')",
		});
		const task = (await finishedTasks('rbd/copy')).find(({ metadata: { dest_image_name } }) => dest_image_name === 'half');
		expect(task!.duration).toBeGreaterThan(2);
	});

	it('copies a snapshot to another pool and namespace, laid out anew', async () => {
		const snapshot = await digestOf(`${pool}/${source}@written`);
		await rbdDo('config', 'image', 'rm', `${pool}/${source}`, 'rbd_qos_read_bps_limit');
		await inCeph(['timeout', '60', 'rbd', 'bench', '--io-type', 'write', '--io-size', '1M', '--io-total', '1M', `${pool}/${source}`]);
		await rbdDo('namespace', 'create', `${dataPool}/tenant`);
		const copied = await first('image', 'copy', {
			...slow,
			destinationPool: named(dataPool),
			destinationNamespace: named('tenant'),
			destinationImage: 'copy of a snapshot',
			options: { snapshot: 'written', objectSize: '8 MiB', features: ['layering'], metadata: values({ name: 'from', value: source }) },
		});
		expect(copied).toMatchObject({ pool: dataPool, namespace: 'tenant', objectSize: 8 * MiB, snapshots: [] });
		// Stripe units stay as long as those of the image that is copied.
		expect(copied).toMatchObject({ features: ['layering', 'striping'], stripeUnit: 4 * MiB, stripeCount: 1 });
		expect(copied.metadata).toMatchObject({ from: source });
		expect(await digestOf(`${dataPool}/tenant/copy of a snapshot`)).toBe(snapshot);
	});
});

describe('the list of images', () => {
	const many = Array.from({ length: 30 }, (_, n) => `many-${String(n).padStart(2, '0')}`);
	const names = async (parameters: Parameters<typeof run>[2]) => (await json('image', 'getAll', { pool: named(pool), returnAll: true, ...parameters })).map(({ image }) => image);

	beforeAll(async () => {
		const each = 'for i in $(seq -w 0 29); do rbd create --size 1M "$0/many-$i" & [ $((10#$i % 6)) != 5 ] || wait; done; wait';
		await inCeph(['timeout', '120', 'bash', '-c', each, pool]);
		// The Dashboard reads anew which images there are when it has made one itself.
		await create('last of many');
	});

	it('has all pages, in the order of names, and no more than are asked for', async () => {
		expect(await names({ options: { search: 'many-' } })).toEqual(many);
		expect(await names({ options: { search: 'many-' }, returnAll: false, limit: 25 })).toEqual(many.slice(0, 25));
		expect(await names({})).toEqual(expect.arrayContaining(many));
		expect((await names({})).toSorted()).toEqual((await ls(pool)).toSorted());
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
		await rbdDo('snap', 'create', `${pool}/many-00@s`);
		const at = place(pool, 'many-00');
		await run('snapshot', 'clone', { ...at, snapshot: named('s'), childPool: named(pool), childImage: 'many-child', options: { protect: true } });
		expect(await names({ options: { search: 'many-' } })).toContain('many-child');
		await run('image', 'rename', { ...place(pool, 'many-child'), newName: 'many-renamed' });
		expect(await names({ options: { search: 'many-' } })).toEqual(expect.arrayContaining(['many-renamed']));
		// More than a page of them goes, and the Dashboard still has their names.
		const each = { ...place(pool, ''), image: { __rl: true, mode: 'name', value: '={{ $json.image }}' } };
		await run('image', 'moveToTrash', each, { items: itemsOf(...many.slice(5).map((image) => ({ image }))) });
		expect(await names({ options: { search: 'many-' } })).toEqual([...many.slice(0, 5), 'many-renamed']);
	});

	it('of a pool that is not there is an error', async () => {
		await expect(run('image', 'getAll', { pool: named('no-such-pool') })).rejects.toMatchObject({ message: expect.stringContaining('no-such-pool') as string });
	});
});

describe('the declared image', () => {
	const ensure = async (more: object) => await first('image', 'ensure', { pool: named(pool), image: 'declared', size: '8 MiB', ...more });
	const options = { features: ['exclusive-lock', 'layering'], metadata: values({ name: 'owner', value: 'a' }) };

	it('is only looked at, made, left alone, changed', async () => {
		const absent = [
			{ setting: 'size', is: null, wanted: 8 * MiB },
			{ setting: 'features', is: null, wanted: ['exclusive-lock', 'layering'] },
			{ setting: 'metadata.owner', is: null, wanted: 'a' },
		];
		expect(await ensure({ checkOnly: true, options })).toEqual({ pool, namespace: '', image: 'declared', existed: false, created: false, changed: false, differences: absent });
		expect(await ls(pool)).not.toContain('declared');
		expect(await ensure({ options })).toMatchObject({ existed: false, created: true, differences: absent });
		expect(await info(`${pool}/declared`)).toMatchObject({ size: 8 * MiB, features: expect.arrayContaining(['exclusive-lock', 'layering']) as string[] });
		expect(await ensure({ options })).toMatchObject({ existed: true, created: false, changed: false, differences: [] });

		const wanted = { features: ['exclusive-lock', 'fast-diff', 'layering', 'journaling'], qos: values({ limit: 'rbd_qos_iops_limit', value: '9' }) };
		const differences = [
			{ setting: 'size', is: 8 * MiB, wanted: 16 * MiB },
			{ setting: 'features', is: ['exclusive-lock', 'layering'], wanted: ['exclusive-lock', 'fast-diff', 'journaling', 'layering', 'object-map'] },
			{ setting: 'configuration.rbd_qos_iops_limit', is: null, wanted: '9' },
		];
		expect(await ensure({ size: '16 MiB', checkOnly: true, options: wanted })).toMatchObject({ existed: true, changed: false, differences });
		expect((await info(`${pool}/declared`)).size).toBe(8 * MiB);
		expect(await ensure({ size: '16 MiB', options: wanted })).toMatchObject({ changed: true, differences });
		expect(await info(`${pool}/declared`)).toMatchObject({ size: 16 * MiB, features: expect.arrayContaining(['journaling', 'object-map']) as string[] });
		expect(await metadataOf('declared')).toEqual({ owner: 'a', conf_rbd_qos_iops_limit: '9' });
		expect(await ensure({ size: '16 MiB', options: wanted })).toMatchObject({ changed: false, differences: [] });
	});

	it('is not made smaller or laid out anew unasked', async () => {
		await expect(ensure({ size: '4 MiB' })).rejects.toThrow('that the image has');
		await expect(ensure({ size: '32 MiB', options: { objectSize: '8 MiB' } })).rejects.toThrow('and this cannot be changed');
		expect((await info(`${pool}/declared`)).size).toBe(16 * MiB);
		expect(await ensure({ size: '4 MiB', options: { allowShrink: true } })).toMatchObject({ changed: true });
		expect((await info(`${pool}/declared`)).size).toBe(4 * MiB);
	});
});

describe('the pickers', () => {
	it('offer pools for images, and images of the chosen pool and namespace', async () => {
		await rbdDo('namespace', 'create', `${pool}/picked`);
		await first('image', 'create', { pool: named(pool), namespace: named('picked'), image: 'in a namespace', size: '1 MiB' });
		expect(await pick('searchBlockPools')).toEqual(expect.arrayContaining([pool, dataPool]));
		expect(await pick('searchBlockPools')).not.toContain('cephfs.cimfs.data');
		expect(await pick('searchBlockImages', '', { pool: dataPool })).toEqual([]);
		expect(await pick('searchBlockImages', 'plai', { pool })).toEqual(['plain']);
		expect(await pick('searchBlockNamespaces', '', { pool })).toEqual(['picked']);
		expect(await pick('searchBlockNamespacesOfDestination', 'PICK', { destinationPool: pool })).toEqual(['picked']);
		await expect(pick('searchBlockImages')).rejects.toThrow('the pool is not chosen yet');
	});
});

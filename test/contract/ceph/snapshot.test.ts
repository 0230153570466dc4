import { digestOf, info, place, poolForTests, rbdDo, snapshotsOf, write } from './support/block.ts';
import { first, named, run } from './support/ceph.ts';
import { pick } from './support/panel.ts';

const pool = poolForTests();
const image = 'parent';
const spec = `${pool}/${image}`;
const at = place(pool, image);
const MiB = 1024 ** 2;
const snapshot = (name: string) => ({ ...at, snapshot: named(name) });
const take = async (name: string) => await first('snapshot', 'create', { ...at, snapshot: name });
const namesOf = async (of: string) => (await snapshotsOf(of)).map(({ name }) => name);

beforeAll(async () => {
	await rbdDo('create', '--size', '16M', spec);
	await write(spec, '8M');
	await rbdDo('namespace', 'create', `${pool}/tenants`);
});

describe('snapshots', () => {
	it('are taken and listed, oldest first', async () => {
		const own = place(pool, 'listed');
		await rbdDo('create', '--size', '16M', `${pool}/listed`);
		await write(`${pool}/listed`, '8M');
		const takeOwn = async (name: string) => await first('snapshot', 'create', { ...own, snapshot: name });
		const taken = await takeOwn('first');
		expect(taken).toEqual({
			pool,
			namespace: '',
			image: 'listed',
			snapshot: 'first',
			id: (await snapshotsOf(`${pool}/listed`))[0]!.id,
			size: 16 * MiB,
			usedSize: 8 * MiB,
			protected: false,
			kind: 'user',
			children: [],
			createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
		});
		await takeOwn('a second');
		const listed = await run('snapshot', 'getAll', { ...own, returnAll: true });
		expect(listed.map(({ json }) => json.snapshot)).toEqual(['first', 'a second']);
		expect(listed[0]!.json).toEqual(taken);
		await expect(takeOwn('first')).rejects.toMatchObject({ httpCode: '409', message: `There is a snapshot of block image "${pool}/listed" with the name "first" already` });
	});

	it.each([' a+b %', '100%25', 'Übergröße 😀', '?#&='])('may be called %j', async (name) => {
		expect(await take(name)).toMatchObject({ snapshot: name });
		expect(await namesOf(spec)).toContain(name);
		expect(await first('snapshot', 'rename', { ...snapshot(name), newName: `${name}!` })).toMatchObject({ snapshot: `${name}!`, previousName: name });
		expect(await namesOf(spec)).toContain(`${name}!`);
		expect(await first('snapshot', 'delete', snapshot(`${name}!`))).toEqual({ pool, namespace: '', image, snapshot: `${name}!`, deleted: true });
		expect(await namesOf(spec)).not.toContain(`${name}!`);
	});

	it.each(['a/b', 'a@b', '.', '..'])('cannot be called %j', async (name) => {
		await expect(take(name)).rejects.toThrow('Snapshot: ');
		await expect(run('snapshot', 'delete', snapshot(name))).rejects.toThrow('Snapshot: ');
		await expect(run('snapshot', 'rename', { ...snapshot('first'), newName: name })).rejects.toThrow('New Name: ');
	});

	it('that are protected stay, and are deleted when they are no more', async () => {
		await take('precious');
		for (let time = 0; time < 2; time++) expect(await first('snapshot', 'protect', snapshot('precious'))).toMatchObject({ protected: true });
		expect((await snapshotsOf(spec)).find(({ name }) => name === 'precious')).toMatchObject({ protected: 'true' });
		await expect(run('snapshot', 'delete', snapshot('precious'))).rejects.toMatchObject({
			httpCode: '409',
			message: `Snapshot "precious" of block image "${spec}" is protected`,
		});
		expect(await namesOf(spec)).toContain('precious');
		expect(await first('snapshot', 'unprotect', snapshot('precious'))).toMatchObject({ protected: false });
		await run('snapshot', 'delete', snapshot('precious'));
		await expect(run('snapshot', 'delete', snapshot('precious'))).rejects.toMatchObject({ httpCode: '404', message: `There is no snapshot "precious" of block image "${spec}"` });
		for (const [operation, more] of [['protect', {}], ['unprotect', {}], ['rename', { newName: 'x' }]] as const) {
			await expect(run('snapshot', operation, { ...snapshot('precious'), ...more })).rejects.toMatchObject({ message: `There is no snapshot "precious" of block image "${spec}"` });
		}
		const nowhere = `There is no block image "${pool}/nothing"`;
		await expect(run('snapshot', 'getAll', place(pool, 'nothing'))).rejects.toMatchObject({ httpCode: '404', message: nowhere });
		await expect(run('snapshot', 'create', { ...place(pool, 'nothing'), snapshot: 's' })).rejects.toMatchObject({ httpCode: '404', message: nowhere });
	});

	it('are gone back to', async () => {
		await take('before');
		const before = await digestOf(spec);
		await write(spec, '1M');
		await rbdDo('resize', '--size', '32M', spec);
		expect(await digestOf(spec)).not.toBe(before);
		expect(await first('snapshot', 'rollback', snapshot('before'))).toMatchObject({ image, size: 16 * MiB, rolledBackTo: 'before' });
		expect(await digestOf(spec)).toBe(before);
		await expect(run('snapshot', 'rollback', snapshot('never'))).rejects.toMatchObject({ message: `There is no snapshot "never" of block image "${spec}"` });
	});
});

describe('clones', () => {
	const clone = async (childImage: string, more: object = {}) =>
		await first('snapshot', 'clone', { ...snapshot('golden'), childPool: named(pool), childImage, ...more });

	beforeAll(async () => {
		await take('golden');
	});

	it('read what they have not written, from the snapshot, until they are flattened', async () => {
		const cloned = await clone('child %', { options: { protect: true, metadata: { values: [{ name: 'owner', value: 'a' }] } } });
		const parent = { pool, namespace: '', image, snapshot: 'golden' };
		expect(cloned).toMatchObject({ image: 'child %', size: 16 * MiB, parent, metadata: { owner: 'a' } });
		expect((await info(`${pool}/child %`)).parent).toMatchObject({ pool, image, snapshot: 'golden' });
		expect(await digestOf(`${pool}/child %`)).toBe(await digestOf(`${spec}@golden`));
		const listed = await run('snapshot', 'getAll', { ...at, returnAll: true });
		expect(listed.find(({ json }) => json.snapshot === 'golden')!.json).toMatchObject({ protected: true, children: [{ pool, image: 'child %' }] });
		await expect(run('snapshot', 'unprotect', snapshot('golden'))).rejects.toMatchObject({ message: `Snapshot "golden" of block image "${spec}" has clones: ${pool}/child %` });

		expect(await first('image', 'flatten', place(pool, 'child %'))).toMatchObject({ image: 'child %', parent: null });
		expect((await info(`${pool}/child %`)).parent).toBeUndefined();
		expect(await digestOf(`${pool}/child %`)).toBe(await digestOf(`${spec}@golden`));
		expect(await first('snapshot', 'unprotect', snapshot('golden'))).toMatchObject({ protected: false });
		await expect(run('image', 'flatten', place(pool, 'child %'))).rejects.toMatchObject({ message: `Block image "${pool}/child %" has no parent to be freed of` });
	});

	it('are refused in words where the snapshot or a place is not as it must be', async () => {
		await expect(clone('early')).rejects.toMatchObject({ message: `Snapshot "golden" of block image "${spec}" is not protected, as this cluster wants those to be that are cloned`, httpCode: '409' });
		await expect(clone('early', { snapshot: named('never') })).rejects.toMatchObject({ message: `There is no snapshot "never" of block image "${spec}"`, httpCode: '404' });
		await expect(clone('early', { image: named('nothing') })).rejects.toMatchObject({ message: `There is no block image "${pool}/nothing"`, httpCode: '404' });
		await expect(clone('early', { childPool: named('no-such-pool') })).rejects.toMatchObject({ message: 'There is no pool "no-such-pool"' });
	});

	it('are made in another namespace, with features of their own', async () => {
		await take('far');
		const far = { snapshot: named('far'), childNamespace: named('tenants'), options: { protect: true } };
		await expect(clone('child', far)).rejects.toMatchObject({ httpCode: '409', message: 'Another namespace than that of the image is for clones of format 2 only' });
		// As on clusters that let no client in that is older than Mimic.
		await rbdDo('config', 'pool', 'set', pool, 'rbd_default_clone_format', '2');
		try {
			const cloned = await clone('child', { ...far, options: { protect: true, features: ['layering'], objectSize: '1 MiB' } });
			expect(cloned).toMatchObject({ namespace: 'tenants', image: 'child', objectSize: MiB, features: ['layering', 'operations'] });
			expect(await info(`${pool}/tenants/child`)).toMatchObject({ object_size: MiB, parent: { pool_namespace: '', image } });
			await run('image', 'delete', place(pool, 'child', 'tenants'));
			await expect(clone(image)).rejects.toMatchObject({ message: `There is a block image "${spec}" already` });
			await expect(clone('a/b')).rejects.toThrow('Child Image: ');
		} finally {
			await rbdDo('config', 'pool', 'rm', pool, 'rbd_default_clone_format');
		}
	});
});

describe('the picker of snapshots', () => {
	it('offers those of the chosen image', async () => {
		await take('picked');
		expect(await pick('searchBlockSnapshots', 'PIC', { pool, image })).toEqual(['picked']);
		expect(await pick('searchBlockNamespacesOfChild', '', { childPool: pool })).toEqual(['tenants']);
		await expect(pick('searchBlockSnapshots', '', { pool })).rejects.toThrow('the image is not chosen yet');
	});
});

import { info, ls, metadataOf, poolForTests, tableOf } from './support/block.ts';
import { first, named } from './support/ceph.ts';

const pool = poolForTests();
const MiB = 1024 ** 2;

describe('the declared image', () => {
	const ensure = async (more: object, image = 'declared') => await first('image', 'ensure', { pool: named(pool), image, size: '8 MiB', ...more });
	const options = { features: ['exclusive-lock', 'layering'], metadata: tableOf({ name: 'owner', value: 'a' }) };

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

		const wanted = { features: ['exclusive-lock', 'fast-diff', 'layering', 'journaling'], qos: tableOf({ limit: 'rbd_qos_iops_limit', value: '9' }) };
		const differences = [
			{ setting: 'size', is: 8 * MiB, wanted: 16 * MiB },
			{ setting: 'features', is: ['exclusive-lock', 'layering'], wanted: ['exclusive-lock', 'fast-diff', 'journaling', 'layering', 'object-map'] },
			{ setting: 'configuration.rbd_qos_iops_limit', is: null, wanted: '9' },
		];
		expect(await ensure({ size: '16 MiB', checkOnly: true, options: wanted })).toMatchObject({ existed: true, changed: false, differences });
		expect((await info(`${pool}/declared`)).size).toBe(8 * MiB);
		expect(await ensure({ size: '16 MiB', options: wanted })).toMatchObject({ changed: true, differences });
		expect(await info(`${pool}/declared`)).toMatchObject({ size: 16 * MiB, features: expect.arrayContaining(['journaling', 'object-map']) as string[] });
		expect(await metadataOf(`${pool}/declared`)).toEqual({ owner: 'a', conf_rbd_qos_iops_limit: '9' });
		expect(await ensure({ size: '16 MiB', options: wanted })).toMatchObject({ changed: false, differences: [] });
	});

	it('is not made smaller or laid out anew unasked', async () => {
		const kept = async (more: object) => await ensure(more, 'kept');
		await kept({ size: '16 MiB' });
		await expect(kept({ size: '4 MiB' })).rejects.toThrow('that the image has');
		await expect(kept({ size: '32 MiB', options: { objectSize: '8 MiB' } })).rejects.toThrow('and this cannot be changed');
		expect((await info(`${pool}/kept`)).size).toBe(16 * MiB);
		expect(await kept({ size: '4 MiB', options: { allowShrink: true } })).toMatchObject({ changed: true });
		expect((await info(`${pool}/kept`)).size).toBe(4 * MiB);
	});
});

import type { INodeParameters } from 'n8n-workflow';

import { first, itemsOf, named, run, unique } from './support/ceph.ts';
import { pick } from './support/panel.ts';
import { poolsForTests } from './support/pools.ts';

const { poolName, known, statesOf, profile, rule } = poolsForTests();

const create = (pool: string, parameters: INodeParameters = {}) => first('pool', 'create', { pool, type: 'replicated', ...parameters });
const update = (pool: string, parameters: INodeParameters) => first('pool', 'update', { pool: named(pool), ...parameters });
/** A pool of which it does not matter whether it serves yet: that takes until the OSD has told of it. */
const createSoon = (pool: string, parameters: INodeParameters = {}) => create(pool, { ...parameters, options: { pgNum: 1, timeLimit: 0, ...(parameters.options as INodeParameters) } });

describe('a pool', () => {
	it('is created with all that was asked for, and serves when that is done', async () => {
		const pool = poolName();
		const options = {
			pgNum: 4,
			pgAutoscaleMode: 'off',
			quotaBytes: '1 GiB',
			quotaObjects: 1000,
			compressionMode: 'aggressive',
			compressionAlgorithm: 'zstd',
			compressionRatio: 0.7,
			compressionMinBlob: '8 KiB',
			compressionMaxBlob: '64k',
			size: 1,
		};
		const created = await create(pool, { crushRule: named(rule), applications: ['rgw', 'own'], options });
		expect(await statesOf(pool)).toEqual(Array<string>(4).fill('active+clean'));
		expect(created).toMatchObject({
			pool,
			type: 'replicated',
			crushRule: rule,
			applications: ['own', 'rgw'],
			size: 1,
			minSize: 1,
			pgNum: 4,
			quotaBytes: 2 ** 30,
			quotaObjects: 1000,
			compressionMode: 'aggressive',
			compressionRatio: 0.7,
			placementGroups: { total: 4, states: { 'active+clean': 4 } },
			usage: { objects: 0, storedBytes: 0 },
		});
		const judge = await known(pool);
		expect(judge).toMatchObject({ type: 1, size: 1, pg_num_target: 4, pg_autoscale_mode: 'off', quota_max_bytes: 2 ** 30, quota_max_objects: 1000, application_metadata: { own: {}, rgw: {} } });
		expect(judge!.options).toMatchObject({
			compression_mode: 'aggressive',
			compression_algorithm: 'zstd',
			compression_required_ratio: 0.7,
			compression_min_blob_size: 8192,
			compression_max_blob_size: 65_536,
		});
		expect(await first('pool', 'get', { pool: named(pool) })).toEqual({ ...created, usage: expect.any(Object) as object });
		const all = await run('pool', 'getAll', { returnAll: true });
		expect(all.map(({ json }) => json.pool)).toContain(pool);
		expect(all.find(({ json }) => json.pool === pool)!.json).toMatchObject({ id: created.id, crushRule: rule });
	});

	it('that exists is neither created again nor changed by that', async () => {
		const pool = poolName();
		await createSoon(pool, { applications: ['own'] });
		await expect(create(pool, { applications: ['rgw'], options: { quotaObjects: 7 } })).rejects.toMatchObject({
			message: `There is a pool "${pool}" already`,
			httpCode: '409',
		});
		expect(await known(pool)).toMatchObject({ quota_max_objects: 0, application_metadata: { own: {} } });
	});

	it('of whatever name is the one that is meant', async () => {
		const names = ['%41', ' b+c&d=e', 'ü#?'].map((end) => poolName(end));
		for (const pool of names) {
			await createSoon(pool);
			expect(await known(pool)).toBeDefined();
			expect(await update(pool, { changes: { quotaObjects: 5 } })).toMatchObject({ pool, quotaObjects: 5 });
			expect(await first('pool', 'delete', { pool: named(pool) })).toEqual({ pool, deleted: true });
			expect(await known(pool)).toBeUndefined();
		}
	});

	it('that is half made because Ceph refuses a setting says so', async () => {
		const pool = poolName();
		await expect(create(pool, { options: { pgNum: 1, size: 3, minSize: 5 } })).rejects.toMatchObject({
			message: expect.stringContaining('min_size') as string,
			description: expect.stringContaining('The pool exists now') as string,
		});
		expect(await known(pool)).toMatchObject({ size: 3 });
	});

	it('is refused in words', async () => {
		const pool = unique();
		await expect(create(pool, { options: { quotaBytes: 'a lot' } })).rejects.toMatchObject({ message: 'Quota Bytes: got "a lot"' });
		await expect(create(pool, { crushRule: named('no-such-rule') })).rejects.toMatchObject({ message: expect.stringContaining('no-such-rule') as string, httpCode: '400' });
		await expect(create(pool, { options: { pgNum: 100_000 } })).rejects.toMatchObject({ message: expect.stringContaining('pg_num') as string, httpCode: '400' });
		await expect(create(pool, { type: 'erasure', options: { size: 2 } })).rejects.toMatchObject({ message: expect.stringMatching(/^Size: an erasure-coded pool/) as string });
		expect(await known(pool)).toBeUndefined();
	});

	it('that is not there is named', async () => {
		const wanted = { message: 'There is no pool "no-such-pool"', httpCode: '404' };
		await expect(first('pool', 'get', { pool: named('no-such-pool') })).rejects.toMatchObject(wanted);
		await expect(update('no-such-pool', { changes: { quotaObjects: 1 } })).rejects.toMatchObject(wanted);
		await expect(first('pool', 'delete', { pool: named('no-such-pool') })).rejects.toMatchObject(wanted);
	});

	it('that fails does not keep others from being deleted', async () => {
		const pool = poolName();
		await createSoon(pool);
		const items = itemsOf({ pool: 'no-such-pool' }, { pool });
		const answers = await run('pool', 'delete', { pool: { __rl: true, mode: 'name', value: '={{ $json.pool }}' } }, { items, onError: 'continueRegularOutput' });
		expect(answers.map(({ json }) => json)).toEqual([
			{ error: 'There is no pool "no-such-pool"', details: { code: '404', description: expect.any(String) as string } },
			{ pool, deleted: true },
		]);
		expect(await known(pool)).toBeUndefined();
	});
});

describe('a change of a pool', () => {
	it('renames it and changes settings at once, and waits until it serves', async () => {
		const pool = poolName();
		const newName = poolName();
		await createSoon(pool, { applications: ['own'], options: { compressionMode: 'force', compressionAlgorithm: 'snappy', compressionMinBlob: '8k' } });
		const changes = { newName, pgNum: 2, applications: ['rgw'], quotaBytes: '2 GiB', compressionMode: 'unset', pgAutoscaleMode: 'warn', minSize: 1 };
		expect(await update(pool, { crushRule: named(rule), changes })).toMatchObject({
			pool: newName,
			pgNum: 2,
			crushRule: rule,
			applications: ['rgw'],
			quotaBytes: 2 ** 31,
			compressionMode: 'unset',
			compressionAlgorithm: 'unset',
			compressionMinBlob: 0,
			pgAutoscaleMode: 'warn',
			placementGroups: { total: 2, states: { 'active+clean': 2 } },
		});
		expect(await known(pool)).toBeUndefined();
		expect(await known(newName)).toMatchObject({ pg_num_target: 2, quota_max_bytes: 2 ** 31, application_metadata: { rgw: {} } });
		expect(await update(newName, { changes: { quotaBytes: '0', applications: [] } })).toMatchObject({ quotaBytes: 0, applications: [] });
	});

	it('of several items for one pool is made by each of them', async () => {
		const pool = poolName();
		await createSoon(pool);
		const items = itemsOf({ objects: 11 }, { objects: 12 }, { objects: 13 });
		const changed = await run('pool', 'update', { pool: named(pool), changes: { quotaObjects: '={{ $json.objects }}' } }, { items });
		expect(changed).toHaveLength(3);
		expect([11, 12, 13]).toContain((await known(pool))!.quota_max_objects);
	});

	it('is refused in words', async () => {
		const [pool, other] = [poolName(), poolName()];
		await createSoon(pool);
		await createSoon(other);
		await expect(update(pool, {})).rejects.toMatchObject({ message: 'Changes: nothing is to be changed' });
		await expect(update(pool, { changes: { newName: other } })).rejects.toMatchObject({ message: `There is a pool "${other}" already` });
		await expect(update(pool, { changes: { ecOverwrites: true } })).rejects.toMatchObject({ message: 'EC Overwrites: a replicated pool has no such setting' });
		await expect(update(pool, { changes: { minSize: 7 } })).rejects.toMatchObject({ message: expect.stringContaining('min_size') as string, httpCode: expect.stringMatching(/^[45]00$/) as string });
	});
});

describe('the pickers', () => {
	it('find pools, rules for the type of pool, and profiles', async () => {
		const pool = poolName();
		await createSoon(pool);
		expect(await pick('searchPools', pool.slice(9, 25).toUpperCase())).toEqual([pool]);
		expect(await pick('searchErasureCodeProfiles', profile)).toEqual([profile]);
		expect(await pick('searchCrushRules', rule)).toEqual([rule]);
		expect(await pick('searchCrushRules', rule, { resource: 'pool', type: 'replicated' })).toEqual([rule]);
		expect(await pick('searchCrushRules', rule, { resource: 'pool', type: 'erasure' })).toEqual([]);
	});
});

import type { INodeParameters } from 'n8n-workflow';

import { first, named } from './support/ceph.ts';
import { ceph } from './support/ceph-command.ts';
import { poolsForTests } from './support/pools.ts';

const { poolName, known, statesOf, profile } = poolsForTests();

const create = (pool: string, parameters: INodeParameters) => first('pool', 'create', { pool, ...parameters });
const ensure = (pool: string, parameters: INodeParameters) => first('pool', 'ensure', { pool, type: 'replicated', ...parameters });
const update = (pool: string, parameters: INodeParameters) => first('pool', 'update', { pool: named(pool), ...parameters });

describe('an erasure-coded pool', () => {
	const erasure = { type: 'erasure', erasureCodeProfile: named(profile) };

	it('is created by a profile; on too few OSDs it does not become active in time', async () => {
		const pool = poolName();
		expect(await create(pool, { ...erasure, applications: ['own'], options: { pgNum: 1, ecOverwrites: true, timeLimit: 0 } })).toMatchObject({
			type: 'erasure',
			erasureCodeProfile: profile,
			crushRule: pool,
			size: 3,
			ecOverwrites: true,
		});
		expect(await known(pool)).toMatchObject({ type: 3, erasure_code_profile: profile, flags_names: expect.stringContaining('ec_overwrites') as string });
		await expect(update(pool, { crushRule: named(pool), options: { timeLimit: 2 } })).rejects.toMatchObject({
			message: `Waited 2 s for all placement groups of pool "${pool}" to become active`,
		});
	});

	it('is ensured, but for what cannot be changed', async () => {
		const pool = poolName();
		const options = { pgNum: 1, timeLimit: 0 };
		expect(await ensure(pool, { ...erasure, options })).toMatchObject({ existed: false, created: true });
		expect(await ensure(pool, { ...erasure, options: { ...options, ecOverwrites: true } })).toEqual({
			pool,
			existed: true,
			created: false,
			changed: true,
			differences: [{ setting: 'ecOverwrites', is: false, wanted: true }],
		});
		await expect(ensure(pool, { ...erasure, options: { ...options, ecOverwrites: false } })).rejects.toMatchObject({ message: 'EC Overwrites: the pool has them, and this cannot be taken back' });
		await expect(ensure(pool, { type: 'erasure', erasureCodeProfile: named('default') })).rejects.toMatchObject({
			message: `erasureCodeProfile: Pool "${pool}" has "${profile}", not "default", and this cannot be changed`,
		});
	});
});

describe('a pool that is declared', () => {
	it('is created once, then looked at, then brought into line', async () => {
		const pool = poolName();
		const declared = { applications: ['own', 'rgw'], options: { pgNum: 2, size: 1, quotaBytes: '1 GiB', compressionMode: 'passive' } };
		const wanted = [
			{ setting: 'type', is: null, wanted: 'replicated' },
			{ setting: 'applications', is: null, wanted: ['own', 'rgw'] },
			{ setting: 'pgNum', is: null, wanted: 2 },
			{ setting: 'size', is: null, wanted: 1 },
			{ setting: 'quotaBytes', is: null, wanted: 2 ** 30 },
			{ setting: 'compressionMode', is: null, wanted: 'passive' },
		];
		const differing = (answer: object) => [...(answer as { differences: { setting: string }[] }).differences].sort((a, b) => (a.setting < b.setting ? -1 : 1));
		const sorted = differing({ differences: wanted });
		const looked = await ensure(pool, { ...declared, checkOnly: true });
		expect(looked).toMatchObject({ pool, existed: false, created: false, changed: false });
		expect(differing(looked)).toEqual(sorted);
		expect(await known(pool)).toBeUndefined();

		const created = await ensure(pool, declared);
		expect(created).toMatchObject({ pool, existed: false, created: true, changed: false });
		expect(differing(created)).toEqual(sorted);
		expect(await statesOf(pool)).toEqual(['active+clean', 'active+clean']);
		expect(await ensure(pool, declared)).toEqual({ pool, existed: true, created: false, changed: false, differences: [] });

		await ceph('osd', 'pool', 'set-quota', pool, 'max_bytes', '5000');
		await ceph('osd', 'pool', 'application', 'enable', pool, 'third', '--yes-i-really-mean-it');
		const differences = [
			{ setting: 'applications', is: ['own', 'rgw', 'third'], wanted: ['own', 'rgw'] },
			{ setting: 'quotaBytes', is: 5000, wanted: 2 ** 30 },
		];
		const checked = await ensure(pool, { ...declared, checkOnly: true });
		expect(checked).toMatchObject({ existed: true, changed: false });
		expect(differing(checked)).toEqual(differences);
		expect(await known(pool)).toMatchObject({ quota_max_bytes: 5000 });
		const changed = await ensure(pool, declared);
		expect(changed).toMatchObject({ existed: true, changed: true });
		expect(differing(changed)).toEqual(differences);
		expect(await known(pool)).toMatchObject({ quota_max_bytes: 2 ** 30, application_metadata: { own: {}, rgw: {} } });
	});
});

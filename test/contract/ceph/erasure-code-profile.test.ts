import type { INodeParameters } from 'n8n-workflow';

import { first, named, run, unique } from './support/ceph.ts';
import { ceph, clearAway } from './support/ceph-command.ts';

const made: string[] = [];
const profileName = () => {
	const name = unique();
	made.push(name);
	return name;
};
const known = async (profile: string) => {
	const all = await ceph<string[]>('osd', 'erasure-code-profile', 'ls');
	return all.includes(profile) ? await ceph<Record<string, string>>('osd', 'erasure-code-profile', 'get', profile) : undefined;
};
const create = (profile: string, parameters: INodeParameters) => first('erasureCodeProfile', 'create', { profile, k: 2, m: 1, plugin: 'jerasure', ...parameters });

afterAll(async () => {
	await clearAway(made.map((name) => ({ prefix: 'osd erasure-code-profile rm', name })));
});

describe('an erasure code profile', () => {
	it('is created, shown, listed and deleted', async () => {
		const profile = profileName();
		const options = { technique: 'cauchy_good', failureDomain: 'osd', root: 'default', deviceClass: 'hdd' };
		const created = await create(profile, { k: 3, m: 2, options, parameters: { values: [{ name: 'packetsize', value: '1024' }] } });
		expect(created).toMatchObject({
			profile,
			k: 3,
			m: 2,
			plugin: 'jerasure',
			technique: 'cauchy_good',
			failureDomain: 'osd',
			root: 'default',
			deviceClass: 'hdd',
			parameters: { packetsize: '1024' },
		});
		expect(await known(profile)).toMatchObject({ k: '3', m: '2', plugin: 'jerasure', technique: 'cauchy_good', packetsize: '1024', 'crush-failure-domain': 'osd', 'crush-device-class': 'hdd' });
		expect(await first('erasureCodeProfile', 'get', { profile: named(profile) })).toEqual(created);
		const all = await run('erasureCodeProfile', 'getAll', { returnAll: true });
		expect(all.map(({ json }) => json)).toContainEqual(created);
		expect(await first('erasureCodeProfile', 'delete', { profile: named(profile) })).toEqual({ profile, deleted: true });
		expect(await known(profile)).toBeUndefined();
	});

	it.each([
		['the plugin of the release', { plugin: '' }, {}],
		['LRC', { plugin: 'lrc', k: 4, m: 2, locality: 3 }, { plugin: 'lrc', k: '4', m: '2', l: '3' }],
		['SHEC', { plugin: 'shec', k: 4, m: 3, durability: 2 }, { plugin: 'shec', c: '2' }],
		['CLAY', { plugin: 'clay', k: 4, m: 2, parameters: { values: [{ name: 'd', value: '5' }] } }, { plugin: 'clay', d: '5' }],
	])('can be of %s', async (_plugin, parameters, judge) => {
		const profile = profileName();
		await create(profile, parameters);
		expect(await known(profile)).toMatchObject(judge);
	});

	it('that exists stays as it is, and another of its name is refused', async () => {
		const profile = profileName();
		const created = await create(profile, {});
		expect(await create(profile, {})).toEqual(created);
		await expect(create(profile, { k: 3 })).rejects.toMatchObject({ message: expect.stringContaining('will not override erasure code profile') as string, httpCode: '400' });
		expect(await known(profile)).toMatchObject({ k: '2' });
	});

	it('in use is kept, and one that is not there is named', async () => {
		const [pool, profile] = [unique(), profileName()];
		await create(profile, { options: { failureDomain: 'osd' } });
		await ceph('osd', 'pool', 'create', pool, '1', '1', 'erasure', profile);
		try {
			await expect(first('erasureCodeProfile', 'delete', { profile: named(profile) })).rejects.toMatchObject({ message: expect.stringContaining(pool) as string });
		} finally {
			await ceph('osd', 'pool', 'delete', pool, pool, '--yes-i-really-really-mean-it');
			await ceph('osd', 'crush', 'rule', 'rm', pool);
		}
		for (const operation of ['get', 'delete']) {
			await expect(first('erasureCodeProfile', operation, { profile: named('no-such-profile') })).rejects.toMatchObject({
				message: 'There is no erasure code profile "no-such-profile"',
				httpCode: '404',
			});
		}
	});

	it.each([
		['one that no plugin can compute', { k: 1, m: 1, options: { technique: 'reed_sol_r6_op' } }, /m=|k=|technique/],
		['an unknown technique', { options: { technique: 'magic' } }, /magic/],
		['a parameter that would be two', { parameters: { values: [{ name: 'w=8', value: '7' }] } }, /^Plugin Parameters: "w=8" cannot be a name$/],
		['a parameter that is the name', { parameters: { values: [{ name: 'name', value: 'x' }] } }, /^Plugin Parameters: "name" cannot be a name$/],
	])('is refused in words: %s', async (_what, parameters, message) => {
		const profile = profileName();
		await expect(create(profile, parameters)).rejects.toMatchObject({ message: expect.stringMatching(message) as string });
		expect(await known(profile)).toBeUndefined();
	});
});

import type { INodeParameters } from 'n8n-workflow';

import { first, named, run, unique } from './support/ceph.ts';
import { ceph } from './support/ceph-command.ts';
import { pick } from './support/panel.ts';

describe('a configuration option', () => {
	const option = 'osd_max_backfills';
	const section = 'osd.999';
	const ofTheGateway = 'rgw_frontends';
	const dumped = async (name: string) => (await ceph<{ section: string; name: string; value: string }[]>('config', 'dump')).find((entry) => entry.name === name && [section, 'client.rgw.nobody'].includes(entry.section))?.value;
	const set = (parameters: INodeParameters) => first('cluster', 'setConfig', { option: named(option), section, change: 'set', ...parameters });
	afterAll(async () => {
		await ceph('config', 'rm', section, option);
		await ceph('config', 'rm', 'client.rgw.nobody', ofTheGateway);
	});

	it('is set for one daemon, shown, listed and reset', async () => {
		const value = { name: option, section, default: 1 };
		expect(await set({ value: '3' })).toEqual({ ...value, value: '3', previous: null, changed: true });
		expect(await dumped(option)).toBe('3');
		expect(await set({ value: '3' })).toEqual({ ...value, value: '3', previous: '3', changed: false });
		expect(await first('cluster', 'getConfig', { option: named(option) })).toMatchObject({
			name: option,
			values: expect.arrayContaining([{ section, value: '3' }]) as object[],
			default: 1,
			type: 'uint',
			level: 'advanced',
			changeableAtRuntime: true,
			description: expect.stringContaining('backfill') as string,
			services: ['osd'],
		});
		const names = async (filters: INodeParameters) => (await run('cluster', 'getAllConfig', { filters, returnAll: true })).map(({ json }) => json.name);
		expect(await names({ nameContains: 'MAX_backfills', onlySet: true })).toEqual([option]);
		expect(await names({ nameContains: 'max_backfills', levels: ['basic'] })).toEqual([]);
		expect(await names({ levels: ['advanced'] })).toContain(option);
		expect(await set({ change: 'reset' })).toEqual({ ...value, value: null, previous: '3', changed: true });
		expect(await dumped(option)).toBeUndefined();
		expect(await names({ nameContains: option, onlySet: true })).toEqual([]);
	});

	it('that counts from the next start only is set for the gateway when forced', async () => {
		const parameters = { option: named(ofTheGateway), section: 'client.rgw.nobody', value: 'beast port=1' };
		await expect(set(parameters)).rejects.toMatchObject({ message: expect.stringContaining('not updatable at runtime') as string, httpCode: '400' });
		expect(await set({ ...parameters, options: { force: true } })).toMatchObject({ value: 'beast port=1', changed: true });
		expect(await dumped(ofTheGateway)).toBe('beast port=1');
	});

	it('is refused in words', async () => {
		await expect(set({ value: 'many' })).rejects.toMatchObject({ message: expect.stringContaining('error parsing value') as string, httpCode: '400' });
		await expect(set({ value: '1', section: 'mars' })).rejects.toMatchObject({ message: expect.stringContaining('mars') as string, httpCode: '400' });
		for (const operation of ['getConfig', 'setConfig']) {
			await expect(first('cluster', operation, { option: named('no_such_option'), section, change: 'set', value: '1' })).rejects.toMatchObject({
				message: 'There is no configuration option "no_such_option"',
				httpCode: '404',
			});
		}
	});

	it('is found by the picker', async () => {
		expect(await pick('searchConfigOptions', 'MAX_BACKFILLS')).toEqual([option]);
	});
});

describe('the tasks of the Dashboard', () => {
	it('are listed with what became of them', async () => {
		const pool = unique();
		await first('pool', 'create', { pool, type: 'replicated', options: { pgNum: 1 } });
		await first('pool', 'delete', { pool: named(pool) });
		const read = async (filters: INodeParameters) => (await run('cluster', 'tasks', { filters, returnAll: true })).map(({ json }) => json);
		const time = expect.stringMatching(/^20.*Z$/) as string;
		const seconds = expect.any(Number) as number;
		for (const name of ['pool/create', 'pool/delete']) {
			const task = { name, state: 'finished', metadata: { pool_name: pool }, progress: 100, beganAt: time, endedAt: time, seconds, result: expect.anything() as unknown, error: null };
			expect(await read({ nameContains: name, states: ['finished'] })).toContainEqual({ ...task, result: name === 'pool/create' ? null : (expect.anything() as unknown) });
			expect(await read({ nameContains: name, states: ['executing', 'failed'] })).not.toContainEqual(expect.objectContaining({ metadata: { pool_name: pool } }));
		}
	});
});

import { first, itemsOf, run, unique } from './support/ceph.ts';
import { ceph } from './support/ceph-command.ts';

const json = async (...call: Parameters<typeof run>) => (await run(...call)).map((item) => item.json);
const send = async (method: string, path: string, more: object = {}) => await json('api', 'send', { method, path, ...more });
const query = (parameters: Record<string, string>) => ({ query: { values: Object.entries(parameters).map(([name, value]) => ({ name, value })) } });

const pool = unique();
afterAll(async () => {
	await ceph('osd', 'pool', 'rm', pool, pool, '--yes-i-really-really-mean-it').catch(() => undefined);
});

describe('an API request', () => {
	it('answers with an item for each entry of a list, for an object with one', async () => {
		const pools = (await ceph<string[]>('osd', 'pool', 'ls')).filter((name) => name.startsWith('cephfs.'));
		const listed = await send('GET', '/api/pool', query({ attrs: 'pool_name' }));
		expect(listed.map(({ pool_name }) => pool_name)).toEqual(expect.arrayContaining(pools));
		expect(await send('GET', 'health/minimal')).toEqual([expect.objectContaining({ health: expect.anything() as object })]);
		expect(await send('GET', 'osd/flags')).toContainEqual({ status: 200, body: 'sortbitwise' });
		const [whole] = await send('GET', 'pool', { options: { fullResponse: true }, ...query({ attrs: 'pool_name' }) });
		expect(whole).toEqual({ status: 200, body: expect.arrayContaining(pools.map((pool_name) => ({ pool_name }))) as object[] });
	});

	it('speaks the version of each endpoint, or the one that is asked for', async () => {
		expect(await send('GET', 'host')).toContainEqual(expect.objectContaining({ hostname: 'ceph' }));
		expect(await send('GET', 'host', { options: { version: '1.0' } })).toContainEqual(expect.objectContaining({ hostname: 'ceph' }));
		await expect(send('GET', 'host', { options: { version: '9.9' } })).rejects.toMatchObject({
			message: expect.stringMatching(/client requested '9\.9'/) as string,
			httpCode: '415',
		});
		await expect(send('GET', 'host', { options: { version: 'newest' } })).rejects.toMatchObject({ message: 'API Version: got "newest"' });
	});

	it('follows a task to its end, or does not', async () => {
		const body = JSON.stringify({ pool, pool_type: 'replicated', pg_num: 1, pg_autoscale_mode: 'off' });
		const [made] = await send('POST', 'pool', { body, options: { fullResponse: true } });
		expect(made).toMatchObject({ status: expect.any(Number) as number });
		expect(await ceph('osd', 'pool', 'get', pool, 'pg_num')).toMatchObject({ pg_num: 1 });
		const wrong = { pool: unique(), pool_type: 'erasure', pg_num: 1, erasure_code_profile: 'no-such-profile' };
		await expect(send('POST', 'pool', { body: JSON.stringify(wrong) })).rejects.toMatchObject({ httpCode: '400' });

		// The body may also be an object from an expression.
		const [renamed] = await send('PUT', `pool/${pool}`, { body: { application_metadata: ['rbd'] }, options: { waitForTask: false, fullResponse: true } });
		expect([200, 202]).toContain(renamed!.status);
		await until(async () => JSON.stringify(await ceph('osd', 'pool', 'application', 'get', pool)).includes('rbd'));

		expect(await send('DELETE', `pool/${pool}`)).toEqual([{ status: expect.any(Number) as number, body: null }]);
		expect(await ceph('osd', 'pool', 'ls')).not.toContain(pool);
	});

	it('is refused where it leads elsewhere', async () => {
		for (const path of ['https://elsewhere.example/api/pool', '../docs', 'pool/%2e%2e/%2e%2e/docs', 'pool?attrs=x']) {
			await expect(send('GET', path)).rejects.toMatchObject({ message: expect.stringMatching(/^Path: /) as string });
		}
	});

	it('says what the release does not have, and otherwise fails in the words of the Dashboard', async () => {
		await expect(send('GET', 'no/such/endpoint')).rejects.toMatchObject({
			message: 'This release of Ceph has no such operation: GET api/no/such/endpoint',
			httpCode: 'release',
		});
		await expect(send('GET', `pool/${unique()}`)).rejects.toMatchObject({ message: 'No such pool', httpCode: '404' });
		await expect(send('POST', 'pool', { body: '"text"' })).rejects.toMatchObject({ message: 'Body: got "text"' });
		await expect(send('POST', 'pool', { body: '{' })).rejects.toMatchObject({ message: expect.stringMatching(/^Body: not valid JSON/) as string });
	});

	it('takes each item for itself', async () => {
		const items = itemsOf({ path: 'osd/flags/individual' }, { path: 'no/such' });
		const [flags, failed] = await json('api', 'send', { method: 'GET', path: '={{ $json.path }}', options: { fullResponse: true } }, { items, onError: 'continueRegularOutput' });
		expect(flags).toMatchObject({ status: 200 });
		expect(failed).toMatchObject({ error: expect.stringContaining('no such operation') as string, details: { code: 'release' } });
		expect(await first('api', 'send', { method: 'GET', path: 'summary' })).toHaveProperty('version');
	});
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 40 && !(await isSo()); tries++) await new Promise((resolve) => setTimeout(resolve, 500));
	expect(await isSo()).toBe(true);
}

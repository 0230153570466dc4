import { itemsOf } from '../../support/items.ts';
import { filters, netBox, run, type Stored, unique } from './support/netbox.ts';

const mark = unique('list');
const all = { returnAll: true };
let tenants: Stored[] = [];

beforeAll(async () => {
	const bodies = Array.from({ length: 260 }, (_, n) => ({ name: `${mark}-${n}`, slug: `${mark}-${n}`, description: mark }));
	({ data: tenants } = await netBox.post<Stored[]>('tenancy/tenants/', bodies));
});

afterAll(async () => {
	await netBox.delete('tenancy/tenants/', { data: tenants.map(({ id }) => ({ id })) });
});

describe('list', () => {
	it('gives all that match, over several pages', async () => {
		const found = await run('list', 'tenancy/tenants', { ...all, filters: filters(['description', mark]) });
		expect(new Set(found.map(({ id }) => id)).size).toBe(260);
	});

	it('gives no more than asked for', async () => {
		expect(await run('list', 'tenancy/tenants', { limit: 7, filters: filters(['description', mark]) })).toHaveLength(7);
		expect(await run('list', 'tenancy/tenants', { limit: 255, filters: filters(['description', mark]) })).toHaveLength(255);
	});

	it('takes several values of a filter, and several filters', async () => {
		const some = await run('list', 'tenancy/tenants', {
			...all,
			filters: filters(['slug', `${mark}-1`], ['slug', `${mark}-2`], ['slug', `${mark}-none`], ['description', mark]),
		});
		expect(some.map(({ slug }) => slug).toSorted()).toEqual([`${mark}-1`, `${mark}-2`]);
	});

	it('takes filters from items', async () => {
		const found = await run('list', 'tenancy/tenants', { ...all, filters: filters(['slug', '={{ $json.tenant }}']) }, {
			items: itemsOf({ tenant: `${mark}-5` }, { tenant: 'nobody' }, { tenant: `${mark}-6` }),
		});
		expect(found.map(({ slug }) => slug)).toEqual([`${mark}-5`, `${mark}-6`]);
	});

	it('orders, shortens, and gives chosen fields', async () => {
		const wanted = { limit: 2, filters: filters(['description', mark]) };
		const [first, second] = await run('list', 'tenancy/tenants', { ...wanted, options: { ordering: '-id', fields: ['id', 'slug'] } });
		expect(Object.keys(first!).toSorted()).toEqual(['id', 'slug']);
		expect(first!.id).toBeGreaterThan(second!.id as number);
		const [brief] = await run('list', 'tenancy/tenants', { ...wanted, options: { brief: true } });
		expect(brief).not.toHaveProperty('custom_fields');
	});
});

describe('a filter', () => {
	it.each([
		['tenancy/tenants', 'nosuch'],
		['tenancy/tenants', 'name__nosuch'],
		['tenancy/tenants', 'nosuch__n'],
		['tenancy/tenants', 'cf_nosuch'],
		['tenancy/tenants', 'comments'],
	])('of %s named %s is refused, which NetBox would ignore', async (path, name) => {
		await expect(run('list', path, { filters: filters([name, 'x']) })).rejects.toMatchObject({
			message: `Filter: NetBox does not know "${name}" for ${path}, and would ignore it`,
		});
	});

	it.each([
		['tenancy/tenants', 'name', 'x', 0],
		['tenancy/tenants', 'name__ic', mark, 260],
		['tenancy/tenants', 'description__n', mark, undefined],
		['tenancy/tenants', 'description__empty', 'true', undefined],
		['tenancy/tenants', 'id', '0', 0],
		['tenancy/tenants', 'group__n', 'null', undefined],
		['tenancy/tenants', 'created__gte', '2100-01-01', 0],
		['tenancy/tenants', 'q', mark, 260],
	])('of %s named %s is taken', async (path, name, value, count) => {
		const found = await run('list', path, { ...all, filters: filters([name, value]), options: { brief: true } });
		if (count !== undefined) expect(found).toHaveLength(count);
	});

	it('without a value is refused, which NetBox would ignore', async () => {
		await expect(run('list', 'tenancy/tenants', { filters: filters(['slug', '']) })).rejects.toThrow('Value: a value is required');
		await expect(run('list', 'tenancy/tenants', { filters: filters(['slug', '={{ $json.missing }}']) })).rejects.toThrow('Value: a value is required');
	});

	it('that steers instead of filtering is refused', async () => {
		await expect(run('list', 'tenancy/tenants', { filters: filters(['limit', '1']) })).rejects.toThrow('"limit" does not filter');
	});

	it('with a value that cannot be says so in the words of NetBox', async () => {
		await expect(run('list', 'tenancy/tenants', { filters: filters(['group', 'nobody']) })).rejects.toMatchObject({
			message: expect.stringMatching(/^group: Select a valid choice/) as string,
			httpCode: '400',
		});
	});
});

describe('an option that NetBox would ignore', () => {
	it.each([{ ordering: 'nosuch' }, { ordering: '-nosuch' }, { fields: ['id', 'nosuch'] }])('%j is refused', async (options) => {
		await expect(run('list', 'tenancy/tenants', { options })).rejects.toThrow('tenancy/tenants has no field "nosuch"');
	});
});

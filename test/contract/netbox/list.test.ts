import { itemsOf } from '../../support/items.ts';
import { filters, netBox, run, type Stored, unique } from './support/netbox.ts';

const mark = unique('list');
const all = { returnAll: true };
let registries: Stored[] = [];

beforeAll(async () => {
	const bodies = Array.from({ length: 105 }, (_, n) => ({ name: `${mark}-${n}`, slug: `${mark}-${n}`, description: mark }));
	({ data: registries } = await netBox.post<Stored[]>('ipam/rirs/', bodies));
});

afterAll(async () => {
	await netBox.delete('ipam/rirs/', { data: registries.map(({ id }) => ({ id })) });
});

describe('list', () => {
	it('gives all that match, over several pages', async () => {
		const found = await run('list', 'ipam/rirs', { ...all, filters: filters(['description', mark]) });
		expect(new Set(found.map(({ id }) => id)).size).toBe(105);
	});

	it('gives no more than asked for', async () => {
		expect(await run('list', 'ipam/rirs', { limit: 7, filters: filters(['description', mark]) })).toHaveLength(7);
		expect(await run('list', 'ipam/rirs', { limit: 103, filters: filters(['description', mark]) })).toHaveLength(103);
	});

	it('takes several values of a filter, and several filters', async () => {
		const some = await run('list', 'ipam/rirs', {
			...all,
			filters: filters(['slug', `${mark}-1`], ['slug', `${mark}-2`], ['slug', `${mark}-none`], ['description', mark]),
		});
		expect(some.map(({ slug }) => slug).toSorted()).toEqual([`${mark}-1`, `${mark}-2`]);
	});

	it('takes filters from items', async () => {
		const found = await run('list', 'ipam/rirs', { ...all, filters: filters(['slug', '={{ $json.registry }}']) }, {
			items: itemsOf({ registry: `${mark}-5` }, { registry: 'nobody' }, { registry: `${mark}-6` }),
		});
		expect(found.map(({ slug }) => slug)).toEqual([`${mark}-5`, `${mark}-6`]);
	});

	it('orders, shortens, and gives chosen fields', async () => {
		const wanted = { limit: 2, filters: filters(['description', mark]) };
		const [first, second] = await run('list', 'ipam/rirs', { ...wanted, options: { ordering: '-id', fields: ['id', 'slug'] } });
		expect(Object.keys(first!).toSorted()).toEqual(['id', 'slug']);
		expect(first!.id).toBeGreaterThan(second!.id as number);
		const [brief] = await run('list', 'ipam/rirs', { ...wanted, options: { brief: true } });
		expect(brief).not.toHaveProperty('custom_fields');
	});
});

describe('a filter', () => {
	it.each([
		['ipam/rirs', 'nosuch'],
		['ipam/rirs', 'name__nosuch'],
		['ipam/rirs', 'nosuch__n'],
		['ipam/rirs', 'cf_nosuch'],
		['ipam/rirs', 'comments'],
	])('of %s named %s is refused, which NetBox would ignore', async (path, name) => {
		await expect(run('list', path, { filters: filters([name, 'x']) })).rejects.toMatchObject({
			message: `Filter: NetBox does not know "${name}" for ${path}, and would ignore it`,
		});
	});

	it.each([
		['ipam/rirs', 'name', 'x', 0],
		['ipam/rirs', 'name__ic', mark, 105],
		['ipam/rirs', 'description__n', mark, undefined],
		['ipam/rirs', 'description__empty', 'true', undefined],
		['ipam/rirs', 'id', '0', 0],
		['tenancy/tenants', 'group__n', 'null', undefined],
		['dcim/devices', 'has_primary_ip', 'true', undefined],
		['ipam/rirs', 'is_private', 'true', undefined],
		['ipam/rirs', 'created__gte', '2100-01-01', 0],
		['ipam/rirs', 'q', mark, 105],
	])('of %s named %s is taken', async (path, name, value, count) => {
		const found = await run('list', path, { ...all, filters: filters([name, value]), options: { brief: true } });
		if (count !== undefined) expect(found).toHaveLength(count);
	});

	it('without a value is refused, which NetBox would ignore', async () => {
		await expect(run('list', 'ipam/rirs', { filters: filters(['slug', '']) })).rejects.toThrow('Value: a value is required');
		await expect(run('list', 'ipam/rirs', { filters: filters(['slug', '={{ $json.missing }}']) })).rejects.toThrow('Value: a value is required');
	});

	it('that steers instead of filtering is refused', async () => {
		await expect(run('list', 'ipam/rirs', { filters: filters(['limit', '1']) })).rejects.toThrow('"limit" does not filter');
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
		await expect(run('list', 'ipam/rirs', { options })).rejects.toThrow('ipam/rirs has no field "nosuch"');
	});
});

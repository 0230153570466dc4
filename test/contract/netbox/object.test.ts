import { itemsOf } from '../../support/items.ts';
import { filters, mapped, netBox, removeLater, run, type Stored, unique } from './support/netbox.ts';

async function site(fields: object = {}): Promise<Stored> {
	const name = unique('site');
	const { data } = await netBox.post<Stored>('dcim/sites/', { name, slug: name, ...fields });
	removeLater('dcim/sites', data.id);
	return data;
}

async function read(path: string, id: unknown): Promise<Stored> {
	return (await netBox.get<Stored>(`${path}/${String(id)}/`)).data;
}

describe('create', () => {
	it('makes an object of mapped fields, with others by slug and choices by value', async () => {
		const tenant = unique('tenant');
		const { data } = await netBox.post<Stored>('tenancy/tenants/', { name: tenant, slug: tenant });
		removeLater('tenancy/tenants', data.id);
		const name = unique('site');
		const [created] = await run('create', 'dcim/sites', {
			values: mapped({ name, slug: name, status: 'planned', tenant, latitude: '52.3', facility: '', region: null }),
		});
		removeLater('dcim/sites', created!.id);
		expect(await read('dcim/sites', created!.id)).toMatchObject({
			name,
			status: { value: 'planned' },
			tenant: { slug: tenant },
			latitude: 52.3,
			region: null,
		});
	});

	it('makes an object of JSON, or of what an item has under the names of fields', async () => {
		const [a, b] = [unique('site'), unique('site')];
		const [fromJson] = await run('create', 'dcim/sites', { input: 'json', body: JSON.stringify({ name: a, slug: a, tags: [] }) });
		removeLater('dcim/sites', fromJson!.id);
		const values = mapped(null, { mappingMode: 'autoMapInputData' });
		const [fromItem] = await run('create', 'dcim/sites', { values }, { items: itemsOf({ name: b, slug: b, colour: 'red', id: 1 }) });
		removeLater('dcim/sites', fromItem!.id);
		expect([fromJson!.name, fromItem!.name]).toEqual([a, b]);
	});

	it('names the fields that NetBox refuses', async () => {
		const { slug } = await site();
		const wrong = { input: 'json', body: JSON.stringify({ slug, status: 'bogus', region: 'nowhere' }) };
		await expect(run('create', 'dcim/sites', wrong)).rejects.toMatchObject({
			message: expect.stringMatching(/name: This field is required\.; .*status: bogus is not a valid choice\./) as string,
			httpCode: '400',
		});
		const [failed] = await run('create', 'dcim/sites', wrong, { onError: 'continueRegularOutput' });
		expect(failed!.details).toMatchObject({ code: '400' });
	});

	it('refuses a name that NetBox would ignore', async () => {
		await expect(run('create', 'dcim/sites', { input: 'json', body: '{"name":"x","slug":"x","colour":"red"}' })).rejects.toMatchObject({
			message: 'JSON: NetBox has no field "colour" here',
			description: expect.stringContaining('facility') as string,
		});
	});

	it('says that an object type does not exist here', async () => {
		await expect(run('create', 'dcim/unicorns', { input: 'json', body: '{}' })).rejects.toMatchObject({
			message: 'This NetBox has nothing at /api/dcim/unicorns/',
			httpCode: '404',
		});
	});
});

describe('get', () => {
	it('finds by id and by what only one object has', async () => {
		const { id, slug } = await site();
		expect(await run('get', 'dcim/sites', { id: String(id) })).toMatchObject([{ id, slug }]);
		expect(await run('get', 'dcim/sites', { by: 'filters', filters: filters(['slug', slug]) })).toMatchObject([{ id, slug }]);
	});

	it('fails when there is none, unless that is no failure', async () => {
		await site();
		const missing = { by: 'filters', filters: filters(['slug', 'no-such-site']) };
		await expect(run('get', 'dcim/sites', missing)).rejects.toMatchObject({ message: 'NetBox has nothing in dcim/sites with slug=no-such-site', httpCode: '404' });
		await expect(run('get', 'dcim/sites', { id: '2147483647' })).rejects.toMatchObject({ httpCode: '404' });
		expect(await run('get', 'dcim/sites', { ...missing, options: { ifMissing: 'nothing' } })).toEqual([]);
		expect(await run('get', 'dcim/sites', { id: '2147483647', options: { ifMissing: 'nothing' } })).toEqual([]);
	});

	it('fails when several match', async () => {
		const facility = unique('hall');
		await site({ facility });
		await site({ facility });
		await expect(run('get', 'dcim/sites', { by: 'filters', filters: filters(['facility', facility]) })).rejects.toMatchObject({ httpCode: 'ambiguous' });
	});

	it.each([
		['an id that is none', { id: '7/../8' }, 'ID: "7/../8" is not the ID of an object'],
		['no filter at all', { by: 'filters' }, 'Filters: a filter is required'],
	])('refuses %s', async (_what, wrong, message) => {
		await expect(run('get', 'dcim/sites', wrong)).rejects.toThrow(message);
	});
});

describe('update', () => {
	it('sends what changes, and nothing when nothing does', async () => {
		const { id, slug } = await site({ status: 'planned', facility: 'hall 1' });
		const to = (status: string) => ({ by: 'filters', filters: filters(['slug', slug]), values: mapped({ status, facility: 'hall 1' }) });
		expect(await run('update', 'dcim/sites', to('active'))).toMatchObject([{ id, status: { value: 'active' }, outcome: 'updated', changed: ['status'] }]);
		const { last_updated: before } = await read('dcim/sites', id);
		expect(await run('update', 'dcim/sites', to('active'))).toMatchObject([{ id, outcome: 'unchanged', changed: [] }]);
		expect(await read('dcim/sites', id)).toMatchObject({ last_updated: before, status: { value: 'active' } });
	});

	it('takes an object as it was read, and empties what is empty', async () => {
		const { id } = await site({ facility: 'hall 1', latitude: 1 });
		const object = await read('dcim/sites', id);
		const body = JSON.stringify({ ...object, latitude: null, facility: '' });
		expect(await run('update', 'dcim/sites', { id: String(id), input: 'json', body })).toMatchObject([{ changed: ['facility', 'latitude'] }]);
		expect(await read('dcim/sites', id)).toMatchObject({ facility: '', latitude: null });
	});
});

describe('create or update', () => {
	const toMatch = (value: Record<string, unknown>, ...matchingColumns: string[]) => ({ values: mapped(value, { matchingColumns }) });

	it('makes one object, however often it runs', async () => {
		const slug = unique('site');
		const [created] = await run('ensure', 'dcim/sites', toMatch({ name: slug, slug, facility: 'a' }, 'slug'));
		removeLater('dcim/sites', created!.id);
		expect(created).toMatchObject({ outcome: 'created' });
		expect(await run('ensure', 'dcim/sites', toMatch({ name: slug, slug, facility: 'a' }, 'slug'))).toMatchObject([{ id: created!.id, outcome: 'unchanged' }]);
		expect(await run('ensure', 'dcim/sites', toMatch({ name: slug, slug, facility: 'b' }, 'slug'))).toMatchObject([
			{ id: created!.id, outcome: 'updated', changed: ['facility'] },
		]);
	});

	it('makes one object when two do it at once', async () => {
		await site();
		const slug = unique('site');
		const both = await run('ensure', 'dcim/sites', toMatch({ name: slug, slug }, 'slug'), { items: itemsOf({}, {}, {}, {}) });
		removeLater('dcim/sites', both[0]!.id);
		expect(new Set(both.map(({ id }) => id)).size).toBe(1);
		expect(both.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
	});

	it('matches on several fields, among them another object', async () => {
		const { slug, id } = await site();
		const rack = { name: 'R1', site: slug, status: 'active' };
		const [created] = await run('ensure', 'dcim/racks', toMatch(rack, 'site', 'name'));
		removeLater('dcim/racks', created!.id);
		expect(await run('ensure', 'dcim/racks', toMatch({ ...rack, site: id }, 'site', 'name'))).toMatchObject([{ id: created!.id, outcome: 'unchanged' }]);
	});

	it('refuses to match on what NetBox cannot filter by, which would match everything', async () => {
		await site();
		const slug = unique('site');
		await expect(run('ensure', 'dcim/sites', toMatch({ name: slug, slug, comments: 'x' }, 'comments'))).rejects.toThrow('NetBox does not know "comments"');
		await expect(run('ensure', 'dcim/sites', toMatch({ name: slug, slug }))).rejects.toThrow('none to match on');
		await expect(run('ensure', 'dcim/sites', toMatch({ name: slug, slug: '' }, 'slug'))).rejects.toThrow('a value is required to match on');
	});
});

describe('delete', () => {
	it('deletes by id or by what only one object has', async () => {
		const [a, b] = [await site(), await site()];
		expect(await run('delete', 'dcim/sites', { id: String(a.id) })).toEqual([{ id: a.id, deleted: true }]);
		expect(await run('delete', 'dcim/sites', { by: 'filters', filters: filters(['slug', b.slug]) })).toEqual([{ id: b.id, deleted: true }]);
		await expect(read('dcim/sites', a.id)).rejects.toMatchObject({ status: 404 });
	});

	it('says what depends on the object', async () => {
		const { id } = await site();
		const { data } = await netBox.post<Stored>('dcim/racks/', { name: 'R1', site: id });
		removeLater('dcim/racks', data.id);
		await expect(run('delete', 'dcim/sites', { id: String(id) })).rejects.toMatchObject({
			message: expect.stringMatching(/dependent objects/) as string,
			httpCode: '409',
		});
	});
});

import { netBox, node, panel, removeLater, type Stored, unique } from './support/netbox.ts';

const { listSearch, loadOptions, resourceMapping } = node.methods;

beforeAll(async () => {
	const name = unique('picked');
	const { data } = await netBox.post<Stored>('dcim/sites/', { name, slug: name, facility: 'hall' });
	removeLater('dcim/sites', data.id);
});

describe('the picker of object types', () => {
	it('offers what this NetBox has', async () => {
		const { results } = await listSearch.searchObjectTypes.call(panel(''));
		const paths = results.map(({ value }) => value);
		expect(paths).toEqual(expect.arrayContaining(['dcim/devices', 'ipam/ip-addresses', 'tenancy/tenants', 'virtualization/virtual-machines']));
		expect(new Set(paths).size).toBe(paths.length);
		// Each of them is there: NetBox answers for one of every app.
		const ofEachApp = new Map(paths.map((path) => [String(path).split('/')[0], path]));
		for (const path of ofEachApp.values()) expect((await netBox.get(`${String(path)}/`, { validateStatus: (status) => status < 404 })).status).toBeLessThan(404);
	});

	it('finds by words', async () => {
		const { results } = await listSearch.searchObjectTypes.call(panel(''), 'device t');
		expect(results).toEqual([{ name: 'Device Types (dcim)', value: 'dcim/device-types', url: expect.stringMatching(/\/dcim\/device-types\/$/) as string }]);
	});
});

describe('the dropdown of filters', () => {
	it('offers only what NetBox really filters by', async () => {
		const values = (await loadOptions.getFilters.call(panel('dcim/sites'))).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['id', 'q', 'name', 'name__ic', 'slug', 'status', 'tenant', 'tenant_id', 'region', 'region_id', 'tag', 'tag__any', 'latitude', 'status__n']));
		for (const absent of ['comments', 'custom_fields', 'url', 'display', 'owner_nosuch', 'limit', 'ordering', 'q__n']) expect(values).not.toContain(absent);
	});
});

describe('the dropdown of filters of addresses, prefixes and ports', () => {
	it.each([
		['ipam/prefixes', ['within', 'within_include', 'contains', 'family', 'mask_length', 'vrf_id']],
		['ipam/ip-addresses', ['parent', 'device', 'interface_id', 'assigned_to_interface']],
		['dcim/devices', ['has_primary_ip', 'region', 'mac_address']],
		['dcim/cables', ['termination_a_id', 'device']],
	])('of %s offers %j', async (path, names) => {
		const values = (await loadOptions.getFilters.call(panel(path))).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(names));
	});
});

describe('the dropdown of fields', () => {
	it('offers what an object has', async () => {
		const values = (await loadOptions.getFields.call(panel('dcim/sites'))).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['id', 'name', 'slug', 'created', 'custom_fields']));
	});
});

describe('the field mapper', () => {
	it('knows what a new object must have, and what it may choose from', async () => {
		const { fields } = await resourceMapping.getWritableFields.call(panel('dcim/devices'));
		const required = fields.filter((field) => field.required).map(({ id }) => id);
		expect(required.toSorted()).toEqual(['device_type', 'role', 'site']);
		expect(fields.map(({ id }) => id)).not.toContain('id');
		expect(fields.find(({ id }) => id === 'status')).toMatchObject({
			type: 'options',
			options: expect.arrayContaining([{ name: 'Active', value: 'active' }]) as object[],
		});
		expect(fields.find(({ id }) => id === 'site')).toMatchObject({ displayName: 'Site (slug, or ID as a number: {{ 42 }})' });
		expect(fields.find(({ id }) => id === 'tenant')).toMatchObject({ displayName: 'Tenant (slug)' });
		expect(fields.find(({ id }) => id === 'tenant_id')).toMatchObject({ displayName: 'Tenant (ID)', required: false });
		expect(fields.find(({ id }) => id === 'name')).toMatchObject({ defaultMatch: true });
	});

	it('asks for nothing in particular when an object is changed', async () => {
		const { fields } = await resourceMapping.getChangeableFields.call(panel('dcim/devices'));
		expect(fields.some(({ required }) => required)).toBe(false);
	});
});

describe('a panel on which no object type is chosen yet', () => {
	it('says so', async () => {
		await expect(loadOptions.getFilters.call(panel(''))).rejects.toThrow('Object Type: "" is not an object type');
	});
});

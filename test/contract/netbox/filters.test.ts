import { itemsOf } from '../../support/items.ts';
import { customField, filters, netBox, panel, node, removeLater, run, type Stored, unique } from './support/netbox.ts';

const mark = unique('filters').replaceAll('-', '_');
let sites: Stored[] = [];

beforeAll(async () => {
	await customField(`${mark}_flag`, 'boolean', ['dcim.site']);
	await customField(`${mark}_text`, 'text', ['dcim.site'], { filter_logic: 'exact' });
	const bodies = [true, false, null].map((flag, n) => ({
		name: `${mark}-${n}`,
		slug: `${mark}-${n}`,
		custom_fields: { [`${mark}_flag`]: flag, [`${mark}_text`]: `text ${n}` },
	}));
	({ data: sites } = await netBox.post<Stored[]>('dcim/sites/', bodies));
	for (const { id } of sites) removeLater('dcim/sites', id);
});

const found = async (path: string, ...rows: [string, unknown][]) => (await run('list', path, { returnAll: true, filters: filters(...rows) })).map(({ name }) => name);

describe('a filter that NetBox would ignore', () => {
	it.each([
		['dcim/sites', 'q__n', 'x'],
		['dcim/devices', 'has_primary_ip__n', 'true'],
		['ipam/prefixes', 'within__n', '10.0.0.0/8'],
		['ipam/prefixes', 'contains__n', '10.0.0.1'],
		['ipam/prefixes', 'family__n', '4'],
		['ipam/prefixes', 'mask_length__n', '24'],
		['ipam/ip-addresses', 'parent__n', '10.0.0.0/8'],
		['ipam/ip-addresses', 'assigned_to_interface__n', 'true'],
		// Each has had somebody's whole list given, or deleted.
		['dcim/interfaces', 'device__name__isw', 'abc01'],
		['ipam/ip-addresses', 'site_id', '114'],
		['dcim/devices', 'sadnjashdjahs', '100'],
		['dcim/sites', 'filter', 'nosuch'],
		['dcim/sites', 'export', 'nosuch'],
		['dcim/sites', 'cf_nosuch__n', 'x'],
	])('of %s named %s is refused, and nothing is deleted by it', async (path, name, value) => {
		for (const operation of ['list', 'get', 'delete']) {
			await expect(run(operation, path, { by: 'filters', filters: filters([name, value]) })).rejects.toThrow(/^Filter: /);
		}
	});

	it.each([
		['dcim/devices', 'has_primary_ip', 'ja', 'has_primary_ip: got "ja", and NetBox would ignore it'],
		['dcim/sites', 'q', ' ', 'q: a value is required'],
		['dcim/sites', 'slug', '  ', 'slug: a value is required'],
		['dcim/sites', 'q', ['a', 'b'], 'q: got 2 values, of which NetBox would take the last'],
	])('of %s for its value (%s=%j) is refused', async (path, name, value, message) => {
		await expect(run('list', path, { filters: filters([name, value]) })).rejects.toThrow(message);
	});

	it('as its custom field has been deleted since is refused from then on', async () => {
		const name = unique('gone').replaceAll('-', '_');
		const id = await customField(name, 'text', ['dcim.site'], { filter_logic: 'exact' });
		const rows = { by: 'filters', filters: filters([`cf_${name}`, 'x']) };
		expect(await run('list', 'dcim/sites', rows)).toEqual([]);
		await netBox.delete(`extras/custom-fields/${id}/`);
		await expect(run('delete', 'dcim/sites', rows)).rejects.toThrow(`NetBox does not know "cf_${name}" for dcim/sites`);
		await expect(run('list', 'dcim/sites', rows)).rejects.toThrow(`NetBox does not know "cf_${name}" for dcim/sites`);
		await customField(name, 'text', ['dcim.site'], { filter_logic: 'exact' });
		// What was made a moment ago filters within seconds.
		const deadline = Date.now() + 20_000;
		for (let last: unknown; ; ) {
			last = await run('list', 'dcim/sites', rows).catch((error: unknown) => error);
			if (Array.isArray(last)) return expect(last).toEqual([]);
			if (Date.now() > deadline) throw last;
		}
	});
});

describe('a filter by a custom field', () => {
	it('of yes and no is one', async () => {
		expect(await found('dcim/sites', [`cf_${mark}_flag`, 'true'])).toEqual([`${mark}-0`]);
		expect(await found('dcim/sites', [`cf_${mark}_flag`, false])).toEqual([`${mark}-1`]);
		await expect(found('dcim/sites', [`cf_${mark}_flag`, 'perhaps'])).rejects.toThrow('NetBox would ignore it');
		await expect(found('dcim/devices', [`cf_${mark}_flag`, 'true'])).rejects.toThrow('NetBox does not know');
	});

	it('has lookups', async () => {
		expect(await found('dcim/sites', [`cf_${mark}_text__ic`, 'text 2'], ['name__isw', mark])).toEqual([`${mark}-2`]);
		expect(await found('dcim/sites', [`cf_${mark}_text__n`, 'text 2'], ['name__isw', mark])).toEqual([`${mark}-0`, `${mark}-1`]);
		await expect(found('dcim/sites', [`cf_${mark}_flag__n`, 'true'])).rejects.toThrow('NetBox does not know');
	});

	it('is offered', async () => {
		const offered = await node.methods.loadOptions.getFilters.call(panel('dcim/sites'));
		expect(offered).toContainEqual({ name: `Custom field: ${mark}_flag`, value: `cf_${mark}_flag`, description: `cf_${mark}_flag: true or false` });
	});
});

describe('the value of a filter', () => {
	it('may be a list from an expression', async () => {
		const rows = filters(['slug', '={{ $json.slugs }}']);
		const items = itemsOf({ slugs: [`${mark}-0`, `${mark}-2`] });
		expect((await run('list', 'dcim/sites', { returnAll: true, filters: rows }, { items })).map(({ name }) => name)).toEqual([`${mark}-0`, `${mark}-2`]);
		await expect(run('list', 'dcim/sites', { filters: rows }, { items: itemsOf({ slugs: [] }) })).rejects.toThrow('Value: a value is required');
	});

	it('for moments is of the workflow\'s zone', async () => {
		await expect(found('dcim/sites', ['created__gte', 'yesterday'])).rejects.toThrow('created__gte: got "yesterday"');
		expect(await found('dcim/sites', ['created__gte', '2100-01-01T00:00:00'])).toEqual([]);
	});
});

describe('the order of a list', () => {
	it('cannot be by what NetBox would leave out', async () => {
		await expect(run('list', 'dcim/sites', { options: { ordering: 'region__name' } })).rejects.toThrow('dcim/sites has no field "region__name"');
	});
});

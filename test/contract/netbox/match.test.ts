import { itemsOf } from '../../support/items.ts';
import { customField, mapped, netBox, removeLater, run, type Stored, unique } from './support/netbox.ts';

const mark = unique('match').replaceAll('-', '_');
const octet = () => Math.floor(Math.random() * 250);

async function made(path: string, body: object): Promise<Stored> {
	const { data } = await netBox.post<Stored>(`${path}/`, body);
	removeLater(path, data.id);
	return data;
}

async function ensured(path: string, value: Record<string, unknown>, on: string[], more: object = {}) {
	const results = await run('ensure', path, { values: mapped(value, { matchingColumns: on }) }, more);
	for (const { id } of results) removeLater(path, id);
	return results;
}

describe('create or update', () => {
	it('makes one of what comes several times in a run, where NetBox would take them all', async () => {
		const value = { name: '={{ $json.name }}', description: '={{ $json.text }}' };
		const items = itemsOf(...['a', 'b', 'a', 'b'].map((text, n) => ({ name: `${mark}-${n % 2}`, text })));
		const results = await ensured('ipam/vrfs', value, ['name'], { items });
		expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'unchanged', 'unchanged']);
		expect(new Set(results.map(({ id }) => id)).size).toBe(2);
	});

	it('finds what is in no VRF', async () => {
		const vrf = await made('ipam/vrfs', { name: mark });
		const address = `10.${octet()}.${octet()}.1/24`;
		const inside = await made('ipam/ip-addresses', { address, vrf: vrf.id });
		const [created] = await ensured('ipam/ip-addresses', { address, vrf: null }, ['address', 'vrf']);
		expect(created).toMatchObject({ outcome: 'created', vrf: null });
		expect(await ensured('ipam/ip-addresses', { address, vrf: null }, ['address', 'vrf'])).toMatchObject([{ id: created!.id, outcome: 'unchanged' }]);
		expect(await ensured('ipam/ip-addresses', { address, vrf: mark }, ['address', 'vrf'])).toMatchObject([{ id: inside.id, outcome: 'unchanged' }]);
	});

	it('finds addresses and names however they are written', async () => {
		const address = `2001:db8:${octet()}:${octet()}::a`;
		const [created] = await ensured('ipam/ip-addresses', { address }, ['address']);
		expect(await ensured('ipam/ip-addresses', { address: address.toUpperCase() }, ['address'])).toMatchObject([{ id: created!.id, outcome: 'unchanged' }]);
	});

	it('finds an interface by the name of its device, a cable by its ends', async () => {
		const { data } = await netBox.get<{ results: Stored[] }>('dcim/devices/?limit=1&has_primary_ip=true');
		const device = data.results[0]!;
		const port = (n: number) => ensured('dcim/interfaces', { device: device.name, name: `${mark}-${n}`, type: 'virtual' }, ['device', 'name']);
		const [a] = await port(0);
		expect(a).toMatchObject({ outcome: 'created' });
		expect(await port(0)).toMatchObject([{ id: a!.id, outcome: 'unchanged' }]);
		const [x, y] = [await made('dcim/interfaces', { device: device.id, name: `${mark}-x`, type: '1000base-t' }), await made('dcim/interfaces', { device: device.id, name: `${mark}-y`, type: '1000base-t' })];
		const end = ({ id }: Stored) => JSON.stringify([{ object_type: 'dcim.interface', object_id: id }]);
		const cable = (label: string) => ensured('dcim/cables', { a_terminations: end(x), b_terminations: end(y), label }, ['a_terminations', 'b_terminations']);
		const [made1] = await cable('one');
		expect(made1).toMatchObject({ outcome: 'created' });
		expect(await cable('one')).toMatchObject([{ id: made1!.id, outcome: 'unchanged' }]);
		expect(await cable('two')).toMatchObject([{ id: made1!.id, outcome: 'updated', changed: ['label'] }]);
	});

	it('finds by a contact that is named, by a custom field, and by the ID of another object', async () => {
		const contact = await made('tenancy/contacts', { name: `${mark} Ärzte` });
		const role = await made('tenancy/contact-roles', { name: mark, slug: mark });
		const site = await made('dcim/sites', { name: mark, slug: mark });
		const assignment = { object_type: 'dcim.site', object_id: site.id, contact: contact.name, role: mark };
		const [created] = await ensured('tenancy/contact-assignments', assignment, ['object_type', 'object_id', 'contact', 'role']);
		expect(created).toMatchObject({ outcome: 'created', contact: { id: contact.id }, role: { id: role.id } });
		expect(await ensured('tenancy/contact-assignments', assignment, ['object_type', 'object_id', 'contact', 'role'])).toMatchObject([{ id: created!.id, outcome: 'unchanged' }]);

		await customField(`${mark}_key`, 'text', ['dcim.rack'], { filter_logic: 'exact' });
		const rack = { name: 'R1', site_id: site.id, [`cf_${mark}_key`]: 'k1' };
		const [first] = await ensured('dcim/racks', rack, [`cf_${mark}_key`, 'site_id']);
		expect(first).toMatchObject({ outcome: 'created', site: { id: site.id }, custom_fields: { [`${mark}_key`]: 'k1' } });
		expect(await ensured('dcim/racks', { ...rack, name: 'R2' }, [`cf_${mark}_key`, 'site_id'])).toMatchObject([{ id: first!.id, outcome: 'updated', changed: ['name'] }]);
	});

	it('is of one region, not of those within it', async () => {
		const outer = await made('dcim/regions', { name: `${mark} o`, slug: `${mark}_o` });
		const inner = await made('dcim/regions', { name: `${mark} i`, slug: `${mark}_i`, parent: outer.id });
		await made('dcim/sites', { name: `${mark}_in`, slug: `${mark}_in`, facility: mark, region: inner.id });
		const [created] = await ensured('dcim/sites', { name: `${mark}_out`, slug: `${mark}_out`, facility: mark, region: `${mark}_o` }, ['facility', 'region']);
		expect(created).toMatchObject({ outcome: 'created', region: { id: outer.id } });
	});

	it('says which other object there is not', async () => {
		await expect(ensured('dcim/interfaces', { device: 'nosuch', name: 'x', type: 'virtual' }, ['device', 'name'])).rejects.toMatchObject({
			message: 'Device: NetBox has nothing in dcim/devices with name="nosuch"',
			httpCode: '404',
		});
	});
});

describe('a form', () => {
	it('takes a text for a slug or name, whatever it consists of, and an ID as a number or under its own name', async () => {
		const digits = String(1_000_000 + octet() * 1000 + octet());
		const tenant = await made('tenancy/tenants', { name: `${mark} digits`, slug: digits });
		const create = async (value: Record<string, unknown>) => {
			const name = unique('site');
			const [site] = await run('create', 'dcim/sites', { values: mapped({ name, slug: name, ...value }) });
			removeLater('dcim/sites', site!.id);
			return site;
		};
		expect(await create({ tenant: digits })).toMatchObject({ tenant: { id: tenant.id } });
		expect(await create({ tenant: tenant.id })).toMatchObject({ tenant: { id: tenant.id } });
		expect(await create({ tenant_id: String(tenant.id) })).toMatchObject({ tenant: { id: tenant.id } });
		await expect(create({ tenant: String(tenant.id) })).rejects.toThrow(/tenant/);
	});

	it('takes lists of IDs and of names', async () => {
		const vlans = await Promise.all([7, 9].map(async (vid) => await made('ipam/vlans', { vid, name: `${mark}-${vid}` })));
		const { data } = await netBox.get<{ results: Stored[] }>('dcim/devices/?limit=1&has_primary_ip=true');
		const port = async (name: string, value: object) => {
			const [created] = await run('create', 'dcim/interfaces', { values: mapped({ device: data.results[0]!.name, name: mark + name, type: 'virtual', mode: 'tagged', ...value }) });
			removeLater('dcim/interfaces', created!.id);
			return (created!.tagged_vlans as Stored[]).map(({ id }) => id).toSorted();
		};
		const ids = vlans.map(({ id }) => id);
		expect(await port('1', { tagged_vlans_id: ids.join(', ') })).toEqual(ids.toSorted());
		expect(await port('2', { tagged_vlans: vlans.map(({ name }) => name).join(', ') })).toEqual(ids.toSorted());
		expect(await port('3', { tagged_vlans: vlans })).toEqual(ids.toSorted());
		await expect(port('4', { tagged_vlans: 'nosuch' })).rejects.toThrow('Tagged VLANs: NetBox has nothing in ipam/vlans with name="nosuch"');
	});

	it('with a field that this release does not have is refused', async () => {
		const value = { prefix: '10.77.0.0/24', site: 'ams1' };
		for (const operation of ['create', 'ensure']) {
			await expect(run(operation, 'ipam/prefixes', { values: mapped(value, { matchingColumns: ['prefix'] }) })).rejects.toThrow('Fields: NetBox has no field "site" here');
		}
	});

	it('takes a time without an offset for one of the zone of the workflow, which is New York here', async () => {
		const { data: user } = await netBox.get<{ id: number }>('authentication-check/');
		const [made1] = await run('create', 'users/tokens', { values: mapped({ user_id: user.id, version: 1, expires: '2099-12-01T10:00:00', description: mark }) });
		removeLater('users/tokens', made1!.id);
		expect(Date.parse(made1!.expires as string)).toBe(Date.parse('2099-12-01T15:00:00Z'));
	});
});

describe('what people reported of other clients', () => {
	it('an address that exists is attached to an interface, not made a second time', async () => {
		const { data } = await netBox.get<{ results: Stored[] }>('dcim/devices/?limit=1&has_primary_ip=true');
		const port = await made('dcim/interfaces', { device: data.results[0]!.id, name: `${mark}-att`, type: 'virtual' });
		const address = `10.${octet()}.${octet()}.42/24`;
		const [alone] = await ensured('ipam/ip-addresses', { address }, ['address']);
		const attached = { address, assigned_object_type: 'dcim.interface', assigned_object_id: port.id };
		expect(await ensured('ipam/ip-addresses', attached, ['address'])).toMatchObject([{ id: alone!.id, outcome: 'updated', assigned_object_id: port.id }]);
		expect(await ensured('ipam/ip-addresses', attached, ['address'])).toMatchObject([{ outcome: 'unchanged' }]);
	});

	it('another object is named by attributes that are objects themselves', async () => {
		const rack = { name: `${mark} R204`, site: { slug: 'ams1' } };
		const { data } = await netBox.get<{ results: Stored[] }>('dcim/sites/?slug=ams1');
		await made('dcim/racks', { name: rack.name, site: data.results[0]!.id });
		const value = { rack: JSON.stringify(rack), units: '1, 2', user_id: (await netBox.get<{ id: number }>('authentication-check/')).data.id, description: mark };
		const [created] = await ensured('dcim/rack-reservations', value, ['rack', 'description']);
		expect(created).toMatchObject({ outcome: 'created', rack: { name: rack.name }, units: [1, 2] });
		expect(await ensured('dcim/rack-reservations', value, ['rack', 'description'])).toMatchObject([{ id: created!.id, outcome: 'unchanged' }]);
	});

	it('one custom field is written while others have values', async () => {
		await customField(`${mark}_cf1`, 'text', ['ipam.prefix']);
		await customField(`${mark}_cf2`, 'text', ['ipam.prefix']);
		const prefix = `10.${octet()}.${octet()}.0/24`;
		await made('ipam/prefixes', { prefix, custom_fields: { [`${mark}_cf1`]: 'kept' } });
		const value = { prefix, [`cf_${mark}_cf2`]: 'something' };
		expect(await ensured('ipam/prefixes', value, ['prefix'])).toMatchObject([{ outcome: 'updated', custom_fields: { [`${mark}_cf1`]: 'kept', [`${mark}_cf2`]: 'something' } }]);
		expect(await ensured('ipam/prefixes', value, ['prefix'])).toMatchObject([{ outcome: 'unchanged' }]);
	});
});

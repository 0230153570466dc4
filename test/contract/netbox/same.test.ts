import { customField, mapped, netBox, removeLater, run, type Stored, unique } from './support/netbox.ts';

const mark = unique('same').replaceAll('-', '_');
const octet = () => Math.floor(Math.random() * 250);
const net = `10.${octet()}.${octet()}`;

async function made(path: string, body: object): Promise<Stored> {
	const { data } = await netBox.post<Stored>(`${path}/`, body);
	removeLater(path, data.id);
	return data;
}

const update = async (path: string, id: number, body: object) => (await run('update', path, { id: String(id), input: 'json', body: JSON.stringify(body) }))[0]!;
const read = async (path: string, id: number) => (await netBox.get<Stored>(`${path}/${id}/`)).data;

describe('an update to what is there already', () => {
	it.each([
		['ipam/ip-addresses', { address: `${net}.1/32`, dns_name: 'www.example.com' }, { dns_name: 'WWW.Example.com' }],
		['ipam/ip-addresses', { address: `${net}.2/32` }, { address: `${net}.2` }],
		['ipam/ip-addresses', { address: `${net}.3/24` }, { address: `${net}.3/255.255.255.0` }],
		['ipam/ip-addresses', { address: `2001:db8:${octet()}::a/64` }, undefined],
		['ipam/prefixes', { prefix: `${net}.0/24` }, { prefix: `${net}.77/24` }],
		['dcim/sites', { name: `${mark}_a`, slug: `${mark}_a`, facility: 'hall' }, { facility: ' hall\n' }],
		['dcim/mac-addresses', { mac_address: '02:00:5E:00:53:01' }, { mac_address: '0200.5e00.5301' }],
		['extras/tags', { name: `${mark}_t`, slug: `${mark}_t`, object_types: ['dcim.site', 'dcim.rack'] }, { object_types: ['dcim.rack', 'dcim.site'] }],
	])('of %s (%j) as %j changes nothing', async (path, body, again) => {
		const object = await made(path, body);
		const wanted = again ?? { address: String((body).address).toUpperCase() };
		expect(await update(path, object.id, wanted)).toMatchObject({ outcome: 'unchanged', changed: [] });
		expect(await read(path, object.id)).toMatchObject({ last_updated: object.last_updated });
	});

	it('of import targets, by name as well as by ID', async () => {
		const target = await made('ipam/route-targets', { name: `65000:${octet()}${octet()}` });
		const vrf = await made('ipam/vrfs', { name: mark, import_targets: [target.id] });
		expect(await update('ipam/vrfs', vrf.id, { import_targets: [target.id] })).toMatchObject({ outcome: 'unchanged' });
		expect(await update('ipam/vrfs', vrf.id, { import_targets: [target.name] })).toMatchObject({ outcome: 'unchanged' });
		expect(await update('ipam/vrfs', vrf.id, { export_targets: [target.name] })).toMatchObject({ outcome: 'updated', changed: ['export_targets'] });
	});

	it('that NetBox writes in a way of its own is told from its answer', async () => {
		await customField(`${mark}_link`, 'url', ['dcim.site']);
		const object = await made('dcim/sites', { name: `${mark}_l`, slug: `${mark}_l`, custom_fields: { [`${mark}_link`]: 'https://example.com' } });
		expect(await update('dcim/sites', object.id, { custom_fields: { [`${mark}_link`]: 'example.com' } })).toMatchObject({ outcome: 'unchanged', changed: [] });
	});
});

describe('JSON that NetBox replaces', () => {
	it('is written when it has less or more', async () => {
		const cluster = await made('virtualization/clusters', { name: mark, type: (await made('virtualization/cluster-types', { name: mark, slug: mark })).id });
		const vm = await made('virtualization/virtual-machines', { name: mark, cluster: cluster.id, local_context_data: { a: 1, b: 2 } });
		const path = 'virtualization/virtual-machines';
		expect(await update(path, vm.id, { local_context_data: { b: 2, a: 1 } })).toMatchObject({ outcome: 'unchanged' });
		expect(await update(path, vm.id, { local_context_data: { a: 1 } })).toMatchObject({ outcome: 'updated' });
		expect(await read(path, vm.id)).toMatchObject({ local_context_data: { a: 1 } });
		await update(path, vm.id, { local_context_data: {} });
		expect((await read(path, vm.id)).local_context_data).toEqual({});
	});

	it('is also that of custom fields, of which each stands for itself', async () => {
		await customField(`${mark}_json`, 'json', ['dcim.site']);
		await customField(`${mark}_more`, 'integer', ['dcim.site']);
		const object = await made('dcim/sites', { name: `${mark}_j`, slug: `${mark}_j`, custom_fields: { [`${mark}_json`]: { a: 1, b: 2 }, [`${mark}_more`]: 3 } });
		expect(await update('dcim/sites', object.id, { custom_fields: { [`${mark}_json`]: { a: 1 } } })).toMatchObject({ outcome: 'updated', changed: ['custom_fields'] });
		expect((await read('dcim/sites', object.id)).custom_fields).toMatchObject({ [`${mark}_json`]: { a: 1 }, [`${mark}_more`]: 3 });
	});
});

describe('an object as it was read', () => {
	it('is written back whole, with one field changed', async () => {
		const set = await made('extras/custom-field-choice-sets', { name: mark, extra_choices: [['r', 'Red'], ['g', 'Green']] });
		await customField(`${mark}_one`, 'select', ['dcim.site'], { choice_set: set.id });
		await customField(`${mark}_some`, 'multiselect', ['dcim.site'], { choice_set: set.id });
		await customField(`${mark}_place`, 'object', ['dcim.site'], { related_object_type: 'dcim.site' });
		await customField(`${mark}_places`, 'multiobject', ['dcim.site'], { related_object_type: 'dcim.site' });
		const other = await made('dcim/sites', { name: `${mark}_o`, slug: `${mark}_o` });
		const rir = await made('ipam/rirs', { name: mark, slug: mark });
		const asn = await made('ipam/asns', { asn: 4_200_000_000 + octet() * 250 + octet(), rir: rir.id });
		const tag = await made('extras/tags', { name: `${mark}_w`, slug: `${mark}_w` });
		const { id } = await made('dcim/sites', {
			name: `${mark}_w`,
			slug: `${mark}_w`,
			asns: [asn.id],
			tags: [tag.id],
			custom_fields: { [`${mark}_one`]: 'r', [`${mark}_some`]: ['r', 'g'], [`${mark}_place`]: other.id, [`${mark}_places`]: [other.id] },
		});
		const [whole] = await run('get', 'dcim/sites', { id: String(id) });
		expect(await update('dcim/sites', id, whole!)).toMatchObject({ outcome: 'unchanged' });
		const answer = await update('dcim/sites', id, { ...whole, facility: 'hall 2' });
		expect(answer).toMatchObject({ outcome: 'updated', changed: ['facility'] });
		expect(await update('dcim/sites', id, { ...answer, custom_fields: { ...(answer.custom_fields as object), [`${mark}_some`]: ['g'] } })).toMatchObject({ changed: ['custom_fields'] });
		expect(await read('dcim/sites', id)).toMatchObject({ facility: 'hall 2', asns: [{ id: asn.id }], custom_fields: { [`${mark}_place`]: { id: other.id } } });
	});
});

describe('tags and what is said of a change', () => {
	it('are added, taken away, and told in the change log', async () => {
		const [a, b] = [await made('extras/tags', { name: `${mark}_1`, slug: `${mark}_1` }), await made('extras/tags', { name: `${mark}_2`, slug: `${mark}_2` })];
		const { id } = await made('dcim/sites', { name: `${mark}_g`, slug: `${mark}_g`, tags: [a.id] });
		const form = async (values: object) => (await run('update', 'dcim/sites', { id: String(id), values: mapped(values as Record<string, unknown>) }))[0];
		expect(await form({ add_tags: `${mark}_1, ${mark}_2`, changelog_message: 'ticket 7' })).toMatchObject({ outcome: 'updated', changed: ['tags'] });
		expect(await form({ add_tags: `${mark}_1, ${mark}_2`, changelog_message: 'again' })).toMatchObject({ outcome: 'unchanged' });
		const { data } = await netBox.get<{ results: { message: string }[] }>(`core/object-changes/?changed_object_type=dcim.site&changed_object_id=${id}&ordering=-time`);
		expect(data.results[0]).toMatchObject({ message: 'ticket 7' });
		expect(await form({ remove_tags: `${mark}_1` })).toMatchObject({ changed: ['tags'] });
		expect((await read('dcim/sites', id)).tags).toMatchObject([{ id: b.id }]);
		expect(await run('delete', 'dcim/sites', { id: String(id), options: { changelogMessage: 'gone' } })).toEqual([{ id, deleted: true }]);
		const { data: after } = await netBox.get<{ results: { message: string }[] }>(`core/object-changes/?changed_object_type=dcim.site&changed_object_id=${id}&ordering=-time`);
		expect(after.results[0]).toMatchObject({ message: 'gone' });
	});
});

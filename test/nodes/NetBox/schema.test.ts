import type { OpenApi } from '../../../nodes/NetBox/openapi.ts';
import { readCatalogue } from '../../../nodes/NetBox/schema.ts';
import { description } from './support/fake-netbox.ts';

const read = (version = description.info.version) => readCatalogue({ ...(description as OpenApi), info: { version } }).types;
const interfaces = read().get('dcim/interfaces')!;

describe("NetBox's description of its API", () => {
	it('names the types of which there are lists', () => {
		expect(Array.from(read(), ([path, { model }]) => [path, model])).toEqual([
			['dcim/interfaces', 'dcim.interface'],
			['ipam/vlans', 'ipam.vlan'],
		]);
	});

	it('says what filters, and how', () => {
		expect(Array.from(interfaces.filters.values(), ({ name, label, kind, multiple }) => [name, label, kind, multiple])).toEqual([
			['device', 'Device (name)', 'other', true],
			['device_id', 'Device (ID)', 'other', true],
			['enabled', 'Enabled', 'boolean', false],
			['last_updated__gte', 'Last updated: is at least', 'dateTime', true],
			['name', 'Name', 'other', true],
			['name__ic', 'Name: contains', 'other', true],
			['q', 'Search', 'other', false],
		]);
	});

	it('says how fields are written', () => {
		const writable = [...interfaces.fields.values()].filter(({ readOnly }) => !readOnly);
		expect(writable.map(({ name, label, kind, namedBy, target, byAttributes }) => [name, label, kind, ...(target ? [namedBy, target, byAttributes] : [])])).toEqual([
			['name', 'Name', 'text'],
			['mode', 'Mode', 'choice'],
			['lag', 'Parent LAG', 'reference', 'name', 'dcim/interfaces', false],
			['untagged_vlan', 'Untagged VLAN', 'reference', 'name', 'ipam/vlans', true],
			['tagged_vlans', 'Tagged VLANs', 'references', 'name', 'ipam/vlans', false],
			['tags', 'Tags', 'references'],
			['custom_fields', 'Custom fields', 'customFields'],
			['installed', 'Installed', 'dateTime'],
			['local_context_data', 'Local context data', 'json'],
			['password', 'Password', 'text'],
			['add_tags', 'Tags to add', 'references'],
			['remove_tags', 'Tags to remove', 'references'],
			['changelog_message', 'Change log message', 'text'],
		]);
		expect(interfaces.fields.get('mode')!.choices).toEqual([{ value: 'access', label: 'Access' }, { value: 'tagged', label: 'Tagged' }]);
		expect(interfaces.fields.get('id')!.readOnly).toBe(true);
		expect(interfaces.fields.get('password')!.writeOnly).toBe(true);
	});

	it.each([
		['4.3.7', []],
		['4.4.0', ['changelog_message']],
		['4.6.0 (4.6)', ['add_tags', 'remove_tags', 'changelog_message']],
		['5.0.0', ['add_tags', 'remove_tags', 'changelog_message']],
	])('of release %s takes %j beside what it lists', (version, unlisted) => {
		const names = [...read(version).get('dcim/interfaces')!.fields.keys()];
		expect(names.filter((name) => /_tags$|_message$/.test(name))).toEqual(unlisted);
	});
});

import type { INodeExecutionData, ResourceMapperValue } from 'n8n-workflow';

import { givenValues } from '../../../nodes/NetBox/given-values.ts';
import { toBody, withoutEmpty } from '../../../nodes/NetBox/object-body.ts';
import { optionsFields } from '../../../nodes/NetBox/options-fields.ts';
import { fakeNetBox } from './support/fake-netbox.ts';

const base = { required: false, read_only: false };
const text = { ...base, type: 'string' };

/** As NetBox describes a device in answer to OPTIONS, shortened. */
const described = {
	id: { ...base, type: 'integer', read_only: true, label: 'ID' },
	name: { ...text, label: 'Name' },
	site: { ...base, type: 'nested object', required: true, label: 'Site', children: { name: { ...text, required: true }, slug: { ...text, required: true } } },
	primary_ip4: { ...base, type: 'nested object', label: 'Primary ip4', children: { family: { ...base, type: 'field' }, address: { ...text, required: true } } },
	status: { ...base, type: 'field', choices: [{ value: '', display_name: '---------' }, { value: 'active', display_name: 'Active' }] },
	position: { ...base, type: 'decimal' },
	tags: { ...base, type: 'field', child: { ...base, type: 'nested object', children: { name: text, slug: text } } },
	ports: { ...base, type: 'list', child: { ...base, type: 'integer' } },
	custom_fields: { ...base, type: 'field' },
	front_image: { ...base, type: 'image upload' },
	installed: { ...base, type: 'datetime' },
	expires: { ...base, type: 'date' },
	airflow: { ...base, type: 'boolean' },
	module: { ...base, type: 'nested object', children: { family: { ...base, type: 'field' } } },
	ends: { ...base, type: 'field', child: { ...base, type: 'nested object', children: { object_type: text, object_id: { ...base, type: 'integer' } } } },
};
const fields = optionsFields({ actions: { POST: described } });
const netBox = fakeNetBox(() => ({}));
const bodyOf = async (values: Record<string, unknown>) => (await toBody(netBox, 'dcim/devices', values, fields)).values;

const item: INodeExecutionData = { json: { name: 'a', id: 7, colour: 'red', position: 3, site_id: 4, cf_owner: 'x' } };
const mapped = (value: object | null, mappingMode = 'defineBelow') => ({ value, mappingMode, matchingColumns: [], schema: [] }) as unknown as ResourceMapperValue;
const json = (body: unknown) => ({ input: 'json' as const, values: mapped(null), body });

describe('the fields of an object type', () => {
	it('are read from what NetBox says of them', () => {
		expect([...fields.values()].map(({ name, kind, namedBy }) => [name, kind, namedBy])).toEqual([
			['id', 'number', undefined],
			['name', 'text', undefined],
			['site', 'reference', 'slug'],
			['primary_ip4', 'reference', 'address'],
			['status', 'choice', undefined],
			['position', 'number', undefined],
			['tags', 'references', 'slug'],
			['ports', 'list', undefined],
			['custom_fields', 'customFields', undefined],
			['front_image', 'file', undefined],
			['installed', 'dateTime', undefined],
			['expires', 'date', undefined],
			['airflow', 'boolean', undefined],
			['module', 'reference', undefined],
			['ends', 'ends', undefined],
		]);
		expect(fields.get('status')!.choices).toEqual([{ value: 'active', label: 'Active' }]);
	});
});

describe('the values of an object', () => {
	it('are those that were mapped, or those of the item that are fields', () => {
		expect(givenValues({ input: 'fields', values: mapped({ name: 'x', site: undefined }), body: undefined }, fields, item)).toEqual({ name: 'x' });
		expect(givenValues({ input: 'fields', values: mapped(null, 'autoMapInputData'), body: undefined }, fields, item)).toEqual({
			name: 'a',
			position: 3,
			site: 4,
			custom_fields: { owner: 'x' },
		});
	});

	it('are a JSON object, of which only what NetBox sets itself is left out', () => {
		expect(givenValues(json({ id: 7, name: 'x' }), fields, item)).toEqual({ name: 'x' });
		expect(() => givenValues(json({ name: 'x', colour: 'red', size: 1 }), fields, item)).toThrow('JSON: NetBox has no field "colour", "size" here');
		expect(() => givenValues(json([1]), fields, item)).toThrow('JSON: is no object');
	});

	it('may be what an operation of this node gave before', () => {
		expect(givenValues(json({ id: 7, name: 'x', outcome: 'updated', changed: [] }), fields, item)).toEqual({ name: 'x' });
	});

	it('are refused where a form has a name that is no field here', () => {
		const form = (value: object) => givenValues({ input: 'fields', values: mapped(value), body: undefined }, fields, item);
		expect(() => form({ name: 'x', rack: 'r1' })).toThrow('Fields: NetBox has no field "rack" here');
		expect(() => form({ name_id: 5 })).toThrow('Fields: NetBox has no field "name_id" here');
	});

	it.each<[object, object]>([
		[{ site_id: '7' }, { site: 7 }],
		[{ site_id: { id: 7, slug: 'ams1' } }, { site: 7 }],
		[{ site_id: '' }, { site: null }],
		[{ site_id: '', site: 'ams1' }, { site: 'ams1' }],
		[{ site: '', site_id: 7 }, { site: 7 }],
		[{ tags_id: '7, 9' }, { tags: [7, 9] }],
		[{ tags_id: [7, { id: 9 }] }, { tags: [7, 9] }],
		[{ cf_owner: 'x', custom_fields: '{"shelf":3}' }, { custom_fields: { shelf: 3, owner: 'x' } }],
	])('of a form may be ids and custom fields beside the fields: %j', (value, placed) => {
		expect(givenValues({ input: 'fields', values: mapped(value), body: undefined }, fields, item)).toEqual(placed);
	});

	it.each<[object, string]>([
		[{ site_id: 'ams1' }, 'Site: "ams1" is no ID'],
		[{ tags_id: '7, x' }, 'tags: "x" is no ID'],
		[{ site_id: 7, site: 'ams1' }, 'Site: is given both by name and by ID'],
	])('refuse %j', (value, message) => {
		expect(() => givenValues({ input: 'fields', values: mapped(value), body: undefined }, fields, item)).toThrow(message);
	});

	it.each<[string, unknown, unknown]>([
		['site', 5, 5],
		['site', '5', { slug: '5' }],
		['site', ' ams1 ', { slug: 'ams1' }],
		['site', { id: 5, display: 'AMS1' }, 5],
		['site', { name: 'AMS1' }, { name: 'AMS1' }],
		['site', '{"name":"AMS1"}', { name: 'AMS1' }],
		['site', '', null],
		['site', null, null],
		['primary_ip4', '10.0.0.1/24', { address: '10.0.0.1/24' }],
		// Nothing but its ID names such an object.
		['module', ' 5 ', 5],
		['status', 'active', 'active'],
		['status', { value: 'active', label: 'Active' }, 'active'],
		['status', '', null],
		['position', '4.5', 4.5],
		['position', '', null],
		['position', '9007199254740993', '9007199254740993'],
		['tags', 'ceph, ssd', [{ slug: 'ceph' }, { slug: 'ssd' }]],
		['tags', ['ceph', 3, { name: 'SSD' }], [{ slug: 'ceph' }, 3, { name: 'SSD' }]],
		['tags', '', []],
		['ports', '80, 443', [80, 443]],
		['ports', '[80]', [80]],
		['custom_fields', '{"owner":"x"}', { owner: 'x' }],
		['custom_fields', { colour: { value: 'r', label: 'Red' }, site: { id: 5, display: 'AMS1' } }, { colour: 'r', site: 5 }],
		['custom_fields', { json: { value: 'r', label: 'Red', more: 1 } }, { json: { value: 'r', label: 'Red', more: 1 } }],
		['installed', '2026-12-01T10:00:00', '2026-12-01T01:00:00.000Z'],
		['installed', '2026-12-01T10:00:00Z', '2026-12-01T10:00:00.000Z'],
		['installed', new Date('2026-12-01T10:00:00Z'), '2026-12-01T10:00:00.000Z'],
		['installed', '', null],
		['expires', '2026-12-01', '2026-12-01'],
		['expires', '2026-12-01T20:00:00Z', '2026-12-02'],
		['airflow', 'true', true],
		['ends', '[{"object_type":"dcim.interface","object_id":5,"object":{"id":5}}]', [{ object_type: 'dcim.interface', object_id: 5 }]],
		['name', '{"not":"parsed"}', '{"not":"parsed"}'],
	])('%s %j is sent as %j', async (name, given, sent) => {
		expect(await bodyOf({ [name]: given })).toEqual({ [name]: sent });
	});

	it('are refused where n8n would round them', async () => {
		await expect(bodyOf({ custom_fields: '{"count":9007199254740993}' })).rejects.toThrow('count is 9007199254740993, which n8n cannot keep as it is');
	});

	it('are not said where they are empty, for new objects', () => {
		expect(withoutEmpty({ name: '', site: null, position: 0, tags: [] })).toEqual({ position: 0, tags: [] });
	});

	it.each([
		['tags', '["ceph"'],
		['site', '{"name":'],
		['custom_fields', '{owner}'],
	])('refuse %s %s, which is no JSON', async (name, value) => {
		await expect(bodyOf({ [name]: value })).rejects.toThrow('is not valid JSON');
	});
});

import type { INodeExecutionData, ResourceMapperValue } from 'n8n-workflow';

import { givenValues, toBody, withoutEmpty } from '../../../nodes/NetBox/object-body.ts';
import { readFields } from '../../../nodes/NetBox/object-fields.ts';

const base = { required: false, read_only: false };
const text = { ...base, type: 'string' };

/** As NetBox describes a device, shortened. */
const fields = readFields({
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
});

const item: INodeExecutionData = { json: { name: 'a', id: 7, colour: 'red', position: 3 } };
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
			['custom_fields', 'other', undefined],
			['front_image', 'file', undefined],
		]);
		expect(fields.get('status')!.choices).toEqual([{ value: 'active', label: 'Active' }]);
	});
});

describe('the values of an object', () => {
	it('are those that were mapped, or those of the item that are fields', () => {
		expect(givenValues({ input: 'fields', values: mapped({ name: 'x', site: undefined }), body: undefined }, fields, item)).toEqual({ name: 'x' });
		expect(givenValues({ input: 'fields', values: mapped(null, 'autoMapInputData'), body: undefined }, fields, item)).toEqual({ name: 'a', position: 3 });
	});

	it('are a JSON object, of which only what NetBox sets itself is left out', () => {
		expect(givenValues(json({ id: 7, name: 'x' }), fields, item)).toEqual({ name: 'x' });
		expect(() => givenValues(json({ name: 'x', colour: 'red', size: 1 }), fields, item)).toThrow('JSON: NetBox has no field "colour", "size" here');
		expect(() => givenValues(json([1]), fields, item)).toThrow('JSON: is no object');
	});

	it.each<[string, unknown, unknown]>([
		['site', 5, 5],
		['site', '5', 5],
		['site', ' ams1 ', { slug: 'ams1' }],
		['site', { id: 5, display: 'AMS1' }, 5],
		['site', { name: 'AMS1' }, { name: 'AMS1' }],
		['site', '{"name":"AMS1"}', { name: 'AMS1' }],
		['site', '', null],
		['site', null, null],
		['primary_ip4', '10.0.0.1/24', { address: '10.0.0.1/24' }],
		['status', 'active', 'active'],
		['status', { value: 'active', label: 'Active' }, 'active'],
		['status', '', null],
		['position', '4.5', 4.5],
		['position', '', null],
		['tags', 'ceph, ssd', [{ slug: 'ceph' }, { slug: 'ssd' }]],
		['tags', ['ceph', 3, { name: 'SSD' }], [{ slug: 'ceph' }, 3, { name: 'SSD' }]],
		['tags', '', []],
		['ports', '80, 443', [80, 443]],
		['ports', '[80]', [80]],
		['custom_fields', '{"owner":"x"}', { owner: 'x' }],
		['name', '{"not":"parsed"}', '{"not":"parsed"}'],
	])('%s %j is sent as %j', (name, given, sent) => {
		expect(toBody({ [name]: given }, fields)).toEqual({ [name]: sent });
	});

	it('are not said where they are empty, for new objects', () => {
		expect(withoutEmpty({ name: '', site: null, position: 0, tags: [] })).toEqual({ position: 0, tags: [] });
	});

	it.each([
		['tags', '["ceph"'],
		['site', '{"name":'],
		['custom_fields', '{owner}'],
	])('refuse %s %s, which is no JSON', (name, value) => {
		expect(() => toBody({ [name]: value }, fields)).toThrow('is not valid JSON');
	});
});

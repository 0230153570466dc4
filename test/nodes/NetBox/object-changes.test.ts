import type { IDataObject } from 'n8n-workflow';

import { changesOf } from '../../../nodes/NetBox/object-changes.ts';
import { objectField } from '../../../nodes/NetBox/object-fields.ts';
import { optionsFields } from '../../../nodes/NetBox/options-fields.ts';

const base = { required: false, read_only: false };
const text = { ...base, type: 'string' };
const described = {
	name: text,
	asset_tag: text,
	site: { ...base, type: 'nested object', children: { slug: text } },
	status: { ...base, type: 'field', choices: [{ value: 'active', display_name: 'Active' }] },
	position: { ...base, type: 'decimal' },
	installed: { ...base, type: 'datetime' },
	tags: { ...base, type: 'field', child: { ...base, type: 'nested object', children: { slug: text } } },
	ports: { ...base, type: 'list', child: { ...base, type: 'integer' } },
	custom_fields: { ...base, type: 'field' },
};
const fields = new Map([
	...optionsFields({ actions: { POST: described } }),
	...(['json', 'ends'] as const).map((kind) => [kind, objectField({ name: kind, label: kind, kind })] as const),
	['attributes', objectField({ name: 'attributes', label: 'Attributes', kind: 'json' })],
	['object_types', objectField({ name: 'object_types', label: 'Object types', kind: 'list' })],
]);
const custom = new Map([
	['colours', objectField({ name: 'colours', label: 'Colours', kind: 'choices' })],
	['places', objectField({ name: 'places', label: 'Places', kind: 'references' })],
	['data', objectField({ name: 'data', label: 'Data', kind: 'json' })],
]);
const changes = (wanted: IDataObject) => changesOf('dcim/devices', present, { values: wanted, fields, custom });

const present: IDataObject = {
	id: 7,
	name: 'storage-01',
	asset_tag: null,
	site: { id: 5, slug: 'ams1', display: 'AMS1' },
	status: { value: 'active', label: 'Active' },
	position: 4,
	installed: '2026-01-02T03:04:05Z',
	tags: [{ id: 1, slug: 'ceph' }, { id: 2, slug: 'ssd' }],
	ports: [80, 443],
	json: { a: 1, b: 2 },
	attributes: { a: 1, b: 2 },
	ends: [{ object_type: 'dcim.interface', object_id: 5, object: { id: 5 } }, { object_type: 'dcim.interface', object_id: 6, object: { id: 6 } }],
	object_types: ['dcim.site', 'dcim.rack'],
	custom_fields: {
		owner: 'x',
		colour: { value: 'r', label: 'Red' },
		colours: [{ value: 'r', label: 'Red' }, { value: 'g', label: 'Green' }],
		places: [{ id: 1, display: 'A' }, { id: 2, display: 'B' }],
		data: { a: 1, b: 2 },
	},
};

describe('what changes in an object', () => {
	it.each<[IDataObject]>([
		[{ name: 'storage-01', asset_tag: '' }],
		[{ name: ' storage-01\n' }],
		[{ site: 5 }],
		[{ site: { slug: 'ams1' } }],
		[{ status: 'active' }],
		[{ position: '4.0' }],
		[{ installed: '2026-01-02T04:04:05+01:00' }],
		[{ tags: [{ slug: 'ssd' }, 1] }],
		[{ ports: [80, 443] }],
		[{ custom_fields: { owner: 'x' } }],
		[{ custom_fields: { colour: 'r' } }],
		[{ custom_fields: { colours: ['g', 'r'] } }],
		[{ custom_fields: { places: [2, 1] } }],
		[{ custom_fields: { data: { b: 2, a: 1 } } }],
		[{ tags: [{ slug: 'ssd' }, { slug: 'ceph' }, { slug: 'ssd' }] }],
		[{ json: { b: 2, a: 1 } }],
		[{ attributes: { a: 1 } }],
		[{ ends: [{ object_type: 'dcim.interface', object_id: 6 }, { object_type: 'dcim.interface', object_id: 5 }] }],
		[{ object_types: ['dcim.rack', 'dcim.site'] }],
		[{ add_tags: [{ slug: 'ssd' }, 1] }],
		[{ remove_tags: [{ slug: 'hdd' }] }],
		[{ changelog_message: 'why' }],
	])('is nothing for %j', (wanted) => {
		expect(changes(wanted)).toEqual({});
	});

	it.each<[IDataObject]>([
		[{ name: 'storage-02' }],
		[{ asset_tag: '0001' }],
		[{ site: 6 }],
		[{ site: { slug: 'ams2' } }],
		[{ site: null }],
		[{ status: 'planned' }],
		[{ position: null }],
		[{ position: 0 }],
		[{ installed: null }],
		[{ tags: [{ slug: 'ssd' }] }],
		[{ tags: [] }],
		[{ tags: [{ slug: 'ceph' }, { slug: 'ceph' }] }],
		[{ json: { a: 1 } }],
		[{ json: {} }],
		[{ json: { a: 1, b: 2, c: 3 } }],
		[{ attributes: { a: 2 } }],
		[{ ends: [{ object_type: 'dcim.interface', object_id: 5 }] }],
		[{ add_tags: [{ slug: 'hdd' }] }],
		[{ remove_tags: [1] }],
		[{ custom_fields: { data: { a: 1 } } }],
		[{ custom_fields: { colours: ['r'] } }],
		[{ custom_fields: { places: [] } }],
		[{ name: 'storage-02', changelog_message: 'why' }],
		[{ ports: [443, 80] }],
		[{ custom_fields: { owner: 'y' } }],
		[{ custom_fields: { shelf: 3 } }],
	])('is all of %j', (wanted) => {
		expect(changes(wanted)).toEqual(wanted);
	});

	it('is only the part that differs', () => {
		expect(changes({ name: 'storage-01', status: 'offline', site: 5 })).toEqual({ status: 'offline' });
	});
});

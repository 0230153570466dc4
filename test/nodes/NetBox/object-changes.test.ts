import type { IDataObject } from 'n8n-workflow';

import { changesOf } from '../../../nodes/NetBox/object-changes.ts';
import { readFields } from '../../../nodes/NetBox/object-fields.ts';

const base = { required: false, read_only: false };
const text = { ...base, type: 'string' };
const fields = readFields({
	name: text,
	asset_tag: text,
	site: { ...base, type: 'nested object', children: { slug: text } },
	status: { ...base, type: 'field', choices: [{ value: 'active', display_name: 'Active' }] },
	position: { ...base, type: 'decimal' },
	installed: { ...base, type: 'datetime' },
	tags: { ...base, type: 'field', child: { ...base, type: 'nested object', children: { slug: text } } },
	ports: { ...base, type: 'list', child: { ...base, type: 'integer' } },
	custom_fields: { ...base, type: 'field' },
});

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
	custom_fields: { owner: 'x', colour: { value: 'r', label: 'Red' } },
};

describe('what changes in an object', () => {
	it.each<[IDataObject]>([
		[{ name: 'storage-01', asset_tag: '' }],
		[{ site: 5 }],
		[{ site: { slug: 'ams1' } }],
		[{ status: 'active' }],
		[{ position: '4.0' }],
		[{ installed: '2026-01-02T04:04:05+01:00' }],
		[{ tags: [{ slug: 'ssd' }, 1] }],
		[{ ports: [80, 443] }],
		[{ custom_fields: { owner: 'x' } }],
		[{ custom_fields: { colour: 'r' } }],
	])('is nothing for %j', (wanted) => {
		expect(changesOf(present, wanted, fields)).toEqual({});
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
		[{ ports: [443, 80] }],
		[{ custom_fields: { owner: 'y' } }],
		[{ custom_fields: { shelf: 3 } }],
	])('is all of %j', (wanted) => {
		expect(changesOf(present, wanted, fields)).toEqual(wanted);
	});

	it('is only the part that differs', () => {
		expect(changesOf(present, { name: 'storage-01', status: 'offline', site: 5 }, fields)).toEqual({ status: 'offline' });
	});
});

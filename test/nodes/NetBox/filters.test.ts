import { confirmFilters, toQuery } from '../../../nodes/NetBox/filters.ts';
import { forget, recall } from '../../../nodes/NetBox/memory.ts';
import type { NetBox, NetBoxObject } from '../../../nodes/NetBox/transport.ts';
import { description, fakeNetBox, refusal } from './support/fake-netbox.ts';

/** A NetBox of a release, with filters beside those of the description, and custom fields. */
class Instance {
	version = '4.7.3';
	filters: string[] = [];
	fields: string[] = ['owner'];
	private readonly key = String(Math.random());

	readonly netBox: NetBox = {
		...fakeNetBox((path) => this.answer(path)),
		remember: async (what, work, lifetime = () => 60_000) => await recall(this.key + what, lifetime, work),
		forget: async (what) => await Promise.resolve(forget(this.key + what)),
	};

	private answer(path: string): unknown {
		if (path === 'status') return { 'netbox-version': this.version, plugins: {} };
		if (path === 'extras/custom-fields') return { results: this.fields.map((name) => ({ name, label: '', type: { value: 'text' }, filter_logic: { value: 'exact' }, object_types: ['dcim.interface'] })), next: null };
		if (path !== 'schema') return { count: 5 };
		const list = description.paths['/api/dcim/interfaces/'];
		const more = this.filters.map((name) => ({ in: 'query', name, schema: { type: 'string' } }));
		return { ...description, paths: { ...description.paths, '/api/dcim/interfaces/': { ...list, get: { ...list.get, parameters: [...list.get.parameters, ...more] } } } };
	}
}

const query = async ({ netBox }: Instance, name: string, ...value: string[]) => await toQuery(netBox, 'dcim/interfaces', [{ name, value }]);
const object = (fields: object) => ({ id: 7, custom_fields: fields }) as NetBoxObject;

describe('filters', () => {
	it.each<[string, string[], object]>([
		['name', ['a', 'b'], { name: ['a', 'b'] }],
		[' name ', ['a'], { name: ['a'] }],
		['enabled', ['True'], { enabled: ['true'] }],
		['enabled', ['0'], { enabled: ['false'] }],
		['last_updated__gte', ['2026-12-01T10:00:00'], { last_updated__gte: ['2026-12-01T01:00:00.000Z'] }],
		['last_updated__gte', ['null'], { last_updated__gte: ['null'] }],
		['cf_owner', ['x'], { cf_owner: ['x'] }],
	])('%j %j are asked as %j', async (name, values, asked) => {
		expect(await query(new Instance(), name, ...values)).toEqual(asked);
	});

	it.each<[string, string[], string]>([
		['name__n', ['a'], 'Filter: NetBox does not know "name__n" for dcim/interfaces, and would ignore it'],
		['limit', ['1'], 'Filter: "limit" does not filter'],
		['enabled', ['ja'], 'enabled: got "ja", and NetBox would ignore it'],
		['enabled', ['true', 'false'], 'enabled: got 2 values, of which NetBox would take the last'],
		['name', ['a', ' '], 'name: a value is required'],
		['cf_nosuch', ['x'], 'Filter: NetBox does not know "cf_nosuch" for dcim/interfaces'],
	])('%j %j are refused', async (name, values, message) => {
		await expect(query(new Instance(), name, ...values)).rejects.toThrow(message);
	});

	it('are those of the release that NetBox has now', async () => {
		const instance = new Instance();
		await expect(query(instance, 'brand_new', 'x')).rejects.toThrow('does not know');
		Object.assign(instance, { version: '4.8.0', filters: ['brand_new'] });
		expect(await query(instance, 'brand_new', 'x')).toEqual({ brand_new: ['x'] });
	});

	it('by which something was found are looked at again before it is changed', async () => {
		const instance = new Instance();
		const confirm = async (found: NetBoxObject) => {
			await confirmFilters(instance.netBox, 'dcim/interfaces', [{ name: 'cf_owner', value: ['x'] }, { name: 'name', value: ['a'] }], found);
		};
		await query(instance, 'cf_owner', 'x');
		await expect(confirm(object({ owner: 'x' }))).resolves.toBeUndefined();
		await expect(confirm(object({ other: 'x' }))).rejects.toThrow('does not know "cf_owner" for dcim/interfaces any more');
		instance.fields = [];
		await expect(confirm(object({ owner: 'x' }))).rejects.toThrow('does not know "cf_owner"');
	});

	it('are found out where NetBox does not describe itself', async () => {
		const { netBox } = new Instance();
		const silent = { ...netBox, get: async <T>(path: string): Promise<T> => await (path === 'schema' ? Promise.reject(refusal(500)) : netBox.get<T>(path)) };
		await expect(toQuery(silent, 'dcim/interfaces', [{ name: 'name', value: ['x'] }])).rejects.toThrow('does not know "name"');
	});
});

import { mapped, netBox, node, panel, removeLater, run, filters, token, type Stored, unique, url } from './support/netbox.ts';
import { withoutSome } from './support/half-closed.ts';

const at = (credential: object) => ({ credentials: { netBoxApi: { url, token, allowUnauthorizedCerts: false, ...credential } } });
const mark = unique('known');

beforeAll(async () => {
	const { data } = await netBox.post<Stored>('dcim/sites/', { name: mark, slug: mark });
	removeLater('dcim/sites', data.id);
});

describe('a NetBox that fails to describe itself, as with many a plugin', () => {
	it.each([500, 403, 404])('(%i) is asked for each filter', async (status) => {
		await withoutSome(/^\/api\/schema\//, status, async (other) => {
			const list = async (...rows: [string, unknown][]) => await run('list', 'dcim/sites', { filters: filters(...rows) }, at({ url: other }));
			expect(await list(['slug', mark])).toHaveLength(1);
			expect((await list(['name__n', mark])).map(({ name }) => name)).not.toContain(mark);
			await expect(list(['q__n', mark])).rejects.toThrow('NetBox does not know "q__n"');
			await expect(list(['nosuch', mark])).rejects.toThrow('NetBox does not know "nosuch"');
			await expect(run('list', 'dcim/devices', { filters: filters(['has_primary_ip', 'ja']) }, at({ url: other }))).rejects.toThrow('NetBox would ignore it');
		});
	});

	it('still takes objects', async () => {
		await withoutSome(/^\/api\/schema\//, 500, async (other) => {
			const slug = unique('site');
			const value = { values: mapped({ name: slug, slug, status: 'planned' }, { matchingColumns: ['slug'] }) };
			const [created] = await run('ensure', 'dcim/sites', value, at({ url: other }));
			removeLater('dcim/sites', created!.id);
			expect(created).toMatchObject({ outcome: 'created', status: { value: 'planned' } });
			expect(await run('ensure', 'dcim/sites', value, at({ url: other }))).toMatchObject([{ outcome: 'unchanged' }]);
		});
	});
});

describe('a token that may only read', () => {
	let readOnly: string;

	beforeAll(async () => {
		const { data: user } = await netBox.get<{ id: number }>('authentication-check/');
		const { data: made } = await netBox.post<{ id: number; token: string }>('users/tokens/', { user: user.id, version: 1, write_enabled: false });
		removeLater('users/tokens', made.id);
		readOnly = made.token;
	});

	it('knows all filters and fields', async () => {
		const offered = (await node.methods.loadOptions.getFilters.call(panel('ipam/prefixes', { token: readOnly }))).map(({ value }) => value);
		expect(offered).toEqual(expect.arrayContaining(['within', 'contains', 'vrf_id']));
		await expect(run('list', 'dcim/sites', { options: { ordering: 'nosuch' } }, at({ token: readOnly }))).rejects.toThrow('dcim/sites has no field "nosuch"');
	});

	it('knows fields also of a NetBox that does not describe itself', async () => {
		await withoutSome(/^\/api\/schema\//, 500, async (other) => {
			const list = async (options: object) => await run('list', 'dcim/sites', { limit: 1, options: options as never }, at({ url: other, token: readOnly }));
			await expect(list({ ordering: 'nosuch' })).rejects.toThrow('dcim/sites has no field "nosuch"');
			expect(Object.keys((await list({ fields: ['id', 'slug'], ordering: '-slug' }))[0]!)).toEqual(['id', 'slug']);
		});
	});

	it('of a user who may not see custom fields is no reason to ignore a filter', async () => {
		await withoutSome(/^\/api\/extras\/custom-fields\//, 403, async (other) => {
			await expect(run('list', 'dcim/sites', { filters: filters(['cf_nosuch', 'x']) }, at({ url: other, token: readOnly }))).rejects.toThrow('NetBox does not know "cf_nosuch"');
		});
	});
});

describe('an address of NetBox', () => {
	it('for browsers begins the links in answers', async () => {
		const publicUrl = 'https://netbox.example.com/base/';
		const [site] = await run('get', 'dcim/sites', { by: 'filters', filters: filters(['slug', 'ams1']) }, at({ publicUrl }));
		const id = JSON.stringify(site!.id);
		expect(site).toMatchObject({
			url: `https://netbox.example.com/base/api/dcim/sites/${id}/`,
			display_url: `https://netbox.example.com/base/dcim/sites/${id}/`,
		});
		const again = await run('update', 'dcim/sites', { id, input: 'json', body: JSON.stringify(site) }, at({ publicUrl }));
		expect(again).toMatchObject([{ outcome: 'unchanged' }]);
	});

	it.each([
		[{ url: 'netbox:8000' }, 'URL: "netbox:8000" in the credential must begin with https:// or http://'],
		[{ publicUrl: 'netbox.example.com' }, 'Public URL: "netbox.example.com" in the credential must begin with https:// or http://'],
	])('%j is refused', async (credential, message) => {
		await expect(run('list', 'dcim/sites', { limit: 1 }, at(credential))).rejects.toThrow(message);
	});

	it('and a token may have been pasted with blanks around them, and from a page', async () => {
		expect(await run('list', 'dcim/sites', { limit: 1 }, at({ url: ` ${url}/api/?format=api#x\n`, token: `${token}\n` }))).toHaveLength(1);
	});
});

import { connections } from '../../../stack/connections.ts';
import { seed } from '../../../stack/seed/netbox.ts';
import { netBox, type Stored } from './support/netbox.ts';

const all = async (path: string) => (await netBox.get<{ results: Stored[] }>(`${path}&limit=1000`)).data.results;

describe('the data to start from', () => {
	it('are put in once, however often that is done', async () => {
		const to = await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host');
		await seed(to, () => undefined);
		const again: string[] = [];
		await seed(to, (line) => again.push(line));
		expect(again).toEqual([]);
	});

	it('are three tenants, and a site whose devices have their places, cables and addresses', async () => {
		const tenants = await all('tenancy/tenants/?group=customers');
		expect(tenants.map(({ slug }) => slug).toSorted()).toEqual(['acme-archive', 'borealis-labs', 'city-museum']);
		expect(await all('dcim/racks/?site=ams1')).toHaveLength(2);
		const devices = await all('dcim/devices/?site=ams1');
		expect(devices).toHaveLength(12);
		for (const device of devices) expect(device).toMatchObject({ rack: { id: expect.any(Number) as number }, primary_ip4: { id: expect.any(Number) as number } });
		const servers = devices.filter(({ name }) => /storage|compute/.test(name));
		for (const { name } of servers) expect(await all(`dcim/interfaces/?device=${name}&cabled=true`)).toHaveLength(2);
		expect(await all('ipam/prefixes/?tenant=acme-archive')).toHaveLength(1);
	});
});

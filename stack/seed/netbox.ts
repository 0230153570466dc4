import type { Connections } from '../connections.ts';
import { ensureCabling } from './netbox/cabling.ts';
import { connect } from './netbox/client.ts';
import { ensureDevices, interfacesOf } from './netbox/devices.ts';
import { ensureHardware } from './netbox/hardware.ts';
import { ensureAddresses, ensureNetworks } from './netbox/network.ts';
import { ensureSite } from './netbox/site.ts';
import { ensureTenants } from './netbox/tenants.ts';

/**
 * Gives NetBox three tenants and a site: two racks with a dozen devices, their interfaces, cables, VLANs, prefixes and
 * addresses. What is there already stays as it is, so that it can be changed by hand.
 */
export async function seed({ netBox }: Connections, log: (line: string) => void): Promise<void> {
	const client = connect(netBox.url, netBox.token, log);
	await ensureTenants(client);
	const { racks, site } = await ensureSite(client);
	await ensureHardware(client);
	const devices = await ensureDevices(client, racks);
	const interfaces = await interfacesOf(client);
	await ensureCabling(client, interfaces);
	await ensureNetworks(client, site);
	await ensureAddresses(client, devices, interfaces);
}

import { bySlug, type Client, idOf, name, slug, stored, type Stored, type Wanted } from './client.ts';
import { DEVICES } from './devices.ts';
import { SITE } from './site.ts';

const ROLES = bySlug(
	{ name: 'Customer', slug: 'customer', description: 'Networks of tenants' },
	{ name: 'Management', slug: 'management', description: 'Out of band: controllers, consoles, switches' },
	{ name: 'Storage', slug: 'storage', description: 'Traffic of the Ceph cluster' },
);

interface Network {
	vid: number;
	name: string;
	role: string;
	prefixes: readonly string[];
	tenant?: string;
}

const NETWORKS: readonly Network[] = [
	{ vid: 10, name: 'management', role: 'management', prefixes: ['10.20.10.0/24', '2001:db8:20:10::/64'] },
	{ vid: 20, name: 'storage-public', role: 'storage', prefixes: ['10.20.20.0/24', '2001:db8:20:20::/64'] },
	{ vid: 30, name: 'storage-cluster', role: 'storage', prefixes: ['10.20.30.0/24'] },
	{ vid: 110, name: 'acme-archive', role: 'customer', prefixes: ['10.20.110.0/26'], tenant: 'acme-archive' },
	{ vid: 120, name: 'borealis-labs', role: 'customer', prefixes: ['10.20.120.0/26'], tenant: 'borealis-labs' },
	{ vid: 130, name: 'city-museum', role: 'customer', prefixes: ['10.20.130.0/26'], tenant: 'city-museum' },
];

/** All that the site has to give away. */
const CONTAINERS = ['10.20.0.0/16', '2001:db8:20::/48'];

/** The interface that is for management, by role of the device. */
const MANAGEMENT: Readonly<Record<string, string>> = {
	'compute-node': 'mgmt0',
	'console-server': 'net1',
	firewall: 'fxp0',
	'leaf-switch': 'Management1',
	'storage-node': 'mgmt0',
};

/** VLANs and prefixes, those of tenants theirs. */
export async function ensureNetworks(client: Client, site: Stored): Promise<void> {
	await client.ensure('ipam/roles', ROLES, slug);
	const group = { name: 'AMS1', slug: SITE, scope_type: 'dcim.site', scope_id: site.id };
	await client.ensure('ipam/vlan-groups', bySlug(group), slug);
	const vlans = NETWORKS.map(({ vid, name, role, tenant }) => ({
		...{ vid, name, status: 'active', group: { slug: SITE }, role: { slug: role } },
		...(tenant && { tenant: { slug: tenant } }),
	}));
	const vlanIds = await client.ensure('ipam/vlans', new Map(vlans.map((vlan) => [vlan.name, vlan])), name, { group: SITE });
	const scope = { scope_type: 'dcim.site', scope_id: site.id };
	const prefixes: Wanted[] = [
		...CONTAINERS.map((prefix) => ({ prefix, status: 'container', description: 'Site AMS1', ...scope })),
		...NETWORKS.flatMap(({ name, role, prefixes, tenant }) =>
			prefixes.map((prefix) => ({
				...{ prefix, status: 'active', vlan: idOf(vlanIds, name), role: { slug: role }, ...scope },
				...(tenant && { tenant: { slug: tenant } }),
			})),
		),
	];
	await client.ensure('ipam/prefixes', new Map(prefixes.map((prefix) => [String(prefix.prefix), prefix])), ({ prefix }) => String(prefix));
}

/** An address on every device's management interface, and on the storage nodes' two others; the first is the primary one. */
export async function ensureAddresses(
	client: Client,
	devices: ReadonlyMap<string, Stored>,
	interfaces: ReadonlyMap<string, Stored>,
): Promise<void> {
	const wanted = DEVICES.flatMap(({ name, role }, index) => {
		const on = (port: string, address: string, suffix: string): Wanted => ({
			address,
			status: 'active',
			dns_name: `${name}${suffix}.ams1.example`,
			assigned_object_type: 'dcim.interface',
			assigned_object_id: idOf(interfaces, `${name} ${port}`),
		});
		const host = 11 + index;
		return [
			on(MANAGEMENT[role] ?? 'mgmt0', `10.20.10.${host}/24`, ''),
			...(role === 'storage-node' ? [on('ens1f0', `10.20.20.${host}/24`, '.storage'), on('ens1f1', `10.20.30.${host}/24`, '.cluster')] : []),
		];
	});
	const addresses = await client.ensure(
		'ipam/ip-addresses',
		new Map(wanted.map((address) => [String(address.address), address])),
		({ address }) => String(address),
		{ parent: '10.20.0.0/16' },
	);
	const primary = DEVICES.map(({ name }, index) => ({ device: stored(devices, name), address: `10.20.10.${11 + index}/24` }));
	await client.update(
		'dcim/devices',
		primary
			.filter(({ device }) => device.primary_ip4 === null)
			.map(({ device, address }) => ({ id: device.id, primary_ip4: idOf(addresses, address) })),
	);
}

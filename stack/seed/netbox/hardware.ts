import { bySlug, type Client, idOf, slug, type Stored } from './client.ts';

const MANUFACTURERS = bySlug(
	{ name: 'Arista', slug: 'arista' },
	{ name: 'Dell', slug: 'dell' },
	{ name: 'Juniper', slug: 'juniper' },
	{ name: 'Opengear', slug: 'opengear' },
	{ name: 'Supermicro', slug: 'supermicro' },
);

const ROLES = bySlug(
	{ name: 'Compute node', slug: 'compute-node', color: '3f51b5', vm_role: false, description: 'Runs the workflows' },
	{ name: 'Console server', slug: 'console-server', color: '9e9e9e', vm_role: false },
	{ name: 'Firewall', slug: 'firewall', color: 'f44336', vm_role: false },
	{ name: 'Leaf switch', slug: 'leaf-switch', color: '4caf50', vm_role: false },
	{ name: 'Storage node', slug: 'storage-node', color: 'ff9800', vm_role: false, description: 'Carries the disks of the Ceph cluster' },
);

/** A model, and the interfaces that each device of it has: name, type, and whether it is only for management. */
interface Model {
	manufacturer: string;
	model: string;
	slug: string;
	height: number;
	interfaces: readonly (readonly [name: string, type: string, managementOnly?: true])[];
}

const SERVER_INTERFACES = [['mgmt0', '1000base-t', true], ['ens1f0', '25gbase-x-sfp28'], ['ens1f1', '25gbase-x-sfp28']] as const;

export const MODELS: readonly Model[] = [
	{
		manufacturer: 'supermicro',
		model: 'SSG-620P-E1CR24L',
		slug: 'supermicro-ssg-620p-e1cr24l',
		height: 2,
		interfaces: SERVER_INTERFACES,
	},
	{ manufacturer: 'dell', model: 'PowerEdge R6525', slug: 'dell-poweredge-r6525', height: 1, interfaces: SERVER_INTERFACES },
	{
		manufacturer: 'arista',
		model: 'DCS-7050SX3-48YC8',
		slug: 'arista-dcs-7050sx3-48yc8',
		height: 1,
		interfaces: [
			['Management1', '1000base-t', true],
			...Array.from({ length: 12 }, (_, n) => [`Ethernet${n + 1}`, '25gbase-x-sfp28'] as const),
			...Array.from({ length: 2 }, (_, n) => [`Ethernet${n + 49}/1`, '100gbase-x-qsfp28'] as const),
		],
	},
	{
		manufacturer: 'juniper',
		model: 'SRX1500',
		slug: 'juniper-srx1500',
		height: 1,
		interfaces: [
			['fxp0', '1000base-t', true],
			...Array.from({ length: 4 }, (_, n) => [`xe-0/0/${n + 16}`, '10gbase-x-sfpp'] as const),
		],
	},
	{
		manufacturer: 'opengear',
		model: 'OM1208-8E',
		slug: 'opengear-om1208-8e',
		height: 1,
		interfaces: [['net1', '1000base-t', true], ['net2', '1000base-t']],
	},
];

/** Manufacturers, models with their interfaces, and what devices are for. */
export async function ensureHardware(client: Client): Promise<void> {
	await client.ensure('dcim/manufacturers', MANUFACTURERS, slug);
	await client.ensure('dcim/device-roles', ROLES, slug);
	const types = await client.ensure(
		'dcim/device-types',
		bySlug(...MODELS.map(({ manufacturer, model, slug, height }) => ({ manufacturer: { slug: manufacturer }, model, slug, u_height: height }))),
		slug,
	);
	const templates = MODELS.flatMap(({ slug, interfaces }) =>
		interfaces.map(([name, type, mgmt_only = false]) => ({ device_type: idOf(types, slug), name, type, mgmt_only })),
	);
	const key = (device_type: number, name: string) => `${device_type} ${name}`;
	await client.ensure(
		'dcim/interface-templates',
		new Map(templates.map((template) => [key(template.device_type, template.name), template])),
		({ device_type, name }) => key((device_type as Stored | null)?.id ?? 0, String(name)),
	);
}

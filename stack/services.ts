import type { SecretName } from './secrets.ts';

/** Compose services, as named in `compose.yaml`. */
export type ServiceName =
	| 'n8n'
	| 'n8n-webhook'
	| 'n8n-worker'
	| 'ceph'
	| 'ipfs'
	| 'netbox'
	| 'netbox-worker'
	| 'postgres'
	| 'redis'
	| 'eventstore'
	| 'authentik';

/** Systems, as users name them on the command line. */
export type SystemName = 'n8n' | 'ceph' | 'ipfs' | 'eventstore' | 'netbox' | 'authentik';

/** Images that are built here, each from `stack/images/<name>/`. */
export type ImageName = 'n8n' | 'ceph' | 'ipfs' | 'netbox' | 'postgres' | 'redis' | 'eventstore' | 'authentik';

/** A port that a service publishes on 127.0.0.1: one row of the table that ends a start. */
export interface Endpoint {
	id: 'n8n' | 'n8nWebhook' | 'cephDashboard' | 'rgw' | 'rgwTls' | 'ipfsRpc' | 'ipfsGateway' | 'eventStore' | 'netBox' | 'authentik';
	displayName: string;
	service: ServiceName;
	/** http unless given. */
	protocol?: 'https';
	/** Port inside the network; on the host the project's offset is added. */
	port: number;
	/** Variable that carries the host's port into `compose.yaml`, and by which users choose another one. */
	portVariable: string;
	/** Variable that points to one that runs elsewhere. */
	elsewhere?: string;
	/** Whether it is there only where n8n has workers. */
	withWorkers?: true;
	/** How to get in: a user's name, and the secret that opens it. */
	login?: { user: string; secret: SecretName };
}

export interface System {
	name: SystemName;
	displayName: string;
	/** Whether the vendor's own program runs, or a server of ours on its wire contract. */
	kind: 'real' | 'embedded';
	/** The version that the image is built from or speaks; a running system is asked for its own. */
	version: string;
	services: readonly ServiceName[];
	/** What n8n is beside its main process where it has workers, and whose services it then cannot be without. */
	withWorkers?: { services: readonly ServiceName[]; needs: readonly ServiceName[] };
	endpoints: readonly Endpoint[];
}

/** The one table of systems. */
export const systems: readonly System[] = [
	{
		name: 'n8n',
		displayName: 'n8n',
		kind: 'real',
		version: '2.40.7',
		services: ['n8n'],
		withWorkers: { services: ['n8n-webhook', 'n8n-worker'], needs: ['postgres', 'redis'] },
		endpoints: [
			{
				id: 'n8n',
				displayName: 'n8n',
				service: 'n8n',
				port: 5678,
				portVariable: 'CIM_PORT_N8N',
				login: { user: 'owner@cim.example', secret: 'CIM_N8N_OWNER_PASSWORD' },
			},
			{
				id: 'n8nWebhook',
				displayName: 'n8n webhooks',
				service: 'n8n-webhook',
				port: 5680,
				portVariable: 'CIM_PORT_N8N_WEBHOOK',
				withWorkers: true,
			},
		],
	},
	{
		name: 'ceph',
		displayName: 'Ceph',
		kind: 'real',
		version: '20.2.4',
		services: ['ceph'],
		endpoints: [
			{
				id: 'cephDashboard',
				displayName: 'Ceph Dashboard',
				service: 'ceph',
				protocol: 'https',
				port: 8443,
				portVariable: 'CIM_PORT_CEPH_DASHBOARD',
				elsewhere: 'CIM_CEPH_DASHBOARD_URL',
				login: { user: 'admin', secret: 'CIM_CEPH_DASHBOARD_PASSWORD' },
			},
			{
				id: 'rgw',
				displayName: 'Ceph Object Gateway',
				service: 'ceph',
				port: 7480,
				portVariable: 'CIM_PORT_RGW',
				elsewhere: 'CIM_RGW_URL',
				login: { user: 'cim', secret: 'CIM_RGW_SECRET_KEY' },
			},
			{
				id: 'rgwTls',
				displayName: 'Ceph Object Gateway (TLS)',
				service: 'ceph',
				protocol: 'https',
				port: 7443,
				portVariable: 'CIM_PORT_RGW_TLS',
				login: { user: 'cim-admin', secret: 'CIM_RGW_ADMIN_SECRET_KEY' },
			},
		],
	},
	{
		name: 'ipfs',
		displayName: 'IPFS (Kubo)',
		kind: 'real',
		version: '0.43.1',
		services: ['ipfs'],
		endpoints: [
			{
				id: 'ipfsRpc',
				displayName: 'IPFS (Kubo RPC)',
				service: 'ipfs',
				port: 5001,
				portVariable: 'CIM_PORT_IPFS_RPC',
				elsewhere: 'CIM_IPFS_RPC_URL',
			},
			{
				id: 'ipfsGateway',
				displayName: 'IPFS (Kubo gateway)',
				service: 'ipfs',
				port: 8080,
				portVariable: 'CIM_PORT_IPFS_GATEWAY',
				elsewhere: 'CIM_IPFS_GATEWAY_URL',
			},
		],
	},
	{
		name: 'eventstore',
		displayName: 'Event store',
		kind: 'embedded',
		version: 'EventStoreDB gRPC contract of client 6.2.1',
		services: ['eventstore'],
		endpoints: [
			{
				id: 'eventStore',
				displayName: 'Event store',
				service: 'eventstore',
				port: 2113,
				portVariable: 'CIM_PORT_EVENTSTORE',
				elsewhere: 'CIM_EVENTSTORE_URL',
			},
		],
	},
	{
		name: 'netbox',
		displayName: 'NetBox',
		kind: 'real',
		version: '4.7.3',
		services: ['netbox', 'netbox-worker', 'postgres', 'redis'],
		endpoints: [
			{
				id: 'netBox',
				displayName: 'NetBox',
				service: 'netbox',
				port: 8000,
				portVariable: 'CIM_PORT_NETBOX',
				elsewhere: 'CIM_NETBOX_URL',
				login: { user: 'admin', secret: 'CIM_NETBOX_PASSWORD' },
			},
		],
	},
	{
		name: 'authentik',
		displayName: 'Authentik',
		kind: 'embedded',
		version: 'Authentik API 2026.8.3',
		services: ['authentik'],
		endpoints: [
			{
				id: 'authentik',
				displayName: 'Authentik',
				service: 'authentik',
				port: 9000,
				portVariable: 'CIM_PORT_AUTHENTIK',
				elsewhere: 'CIM_AUTHENTIK_URL',
				login: { user: 'akadmin', secret: 'CIM_AUTHENTIK_PASSWORD' },
			},
		],
	},
];

/** Every service that a system can have of its own. */
export function ownServices({ services, withWorkers }: System): readonly ServiceName[] {
	return [...services, ...(withWorkers?.services ?? [])];
}

/** All of n8n's processes. */
export const n8nServices: readonly ServiceName[] = systems.filter(({ name }) => name === 'n8n').flatMap(ownServices);

export const endpoints: readonly Endpoint[] = systems.flatMap((system) => system.endpoints);

/** The image that a service runs. */
export function imageOf(service: ServiceName): ImageName {
	switch (service) {
		case 'netbox-worker':
			return 'netbox';
		case 'n8n-webhook':
		case 'n8n-worker':
			return 'n8n';
		default:
			return service;
	}
}

/** The variable by which `compose.yaml` refers to an image. */
export function imageVariable(image: ImageName): string {
	return `CIM_IMAGE_${image.toUpperCase()}`;
}

/** The system that a service belongs to. */
export function systemOf(service: ServiceName): System {
	const system = systems.find((candidate) => ownServices(candidate).includes(service));
	if (!system) throw new Error(`No system has a service named ${service}.`);
	return system;
}

/**
 * Systems by the names that a user gave, each a system's or a service's name.
 * @throws Error that lists the known names
 */
export function systemsNamed(names: readonly string[]): System[] {
	const unknown = names.find((name) => !systems.some((system) => isNamed(system, name)));
	if (unknown !== undefined) {
		const known = systems.map(({ name }) => name).join(', ');
		throw new Error(`There is no system named ${JSON.stringify(unknown)}. Known: ${known}.`);
	}
	return systems.filter((system) => names.some((name) => isNamed(system, name)));
}

function isNamed(system: System, name: string): boolean {
	return system.name === name || (ownServices(system) as readonly string[]).includes(name);
}

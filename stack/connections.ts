import { X509Certificate } from 'node:crypto';

import { currentEnvironment, type Environment, workersIn } from './environment.ts';
import { projectSecrets } from './secrets.ts';
import { endpoints, type Endpoint } from './services.ts';

/** An address as browsers on the host open it, whichever side asks: links that nodes give to people begin with it. */
export type PublicUrl = string;

/** Where each system answers and what opens it. */
export interface Connections {
	/** `apiKey` is empty until n8n has been provisioned; webhooks answer at `webhookUrl`, by a process of its own where n8n has workers. */
	n8n: { url: string; webhookUrl: string; ownerEmail: string; ownerPassword: string; apiKey: string };
	cephDashboard: { url: string; username: string; password: string; caCertificate: string };
	rgw: {
		url: string;
		publicUrl: PublicUrl;
		region: string;
		accessKeyId: string;
		secretAccessKey: string;
		/** Where the gateway finds n8n, to post events; empty for one elsewhere to which the addresses of people are good enough. */
		webhookBaseUrl: string;
	};
	/** The gateway by TLS, with the keys of a user who may administer users and buckets. */
	rgwAdmin: { url: string; publicUrl: PublicUrl; region: string; accessKeyId: string; secretAccessKey: string; caCertificate: string };
	ipfs: { rpcUrl: string; gatewayUrl: PublicUrl };
	/** As @eventstore/db-client takes it, e.g. `esdb://127.0.0.1:2113?tls=false`. */
	eventStore: { connectionString: string };
	netBox: { url: string; publicUrl: PublicUrl; token: string };
	authentik: {
		/** Where the server is reached, without a trailing slash. */
		url: string;
		/** API token of akadmin. */
		token: string;
		/** As it stands in tokens: the address that callers on the host use, whichever side asks. */
		issuer: string;
		clientId: string;
		clientSecret: string;
		publisher: { username: string; password: string };
		operator: { username: string; password: string };
		outsider: { username: string; password: string };
	};
}

/** From the host's side (127.0.0.1 and published ports), or from a container of the stack (service names). */
export type Side = 'host' | 'stack';

/**
 * How to reach a project's systems, from the environment that its last start used.
 * @param project Compose project, `cim` or `cim-test`
 * @param from which side asks; systems that run elsewhere have one address for both
 */
export async function connections(project: string, from: Side): Promise<Connections> {
	const environment = await currentEnvironment(project);
	const { CIM_N8N_API_KEY } = await projectSecrets(project);
	return connectionsIn({ ...environment, CIM_N8N_API_KEY: CIM_N8N_API_KEY ?? '' }, from);
}

/** {@link connections} in a given environment. */
export function connectionsIn(environment: Environment, from: Side): Connections {
	const value = (name: string, otherwise = '') => environment[name] ?? otherwise;
	const url = (id: Endpoint['id']) => endpointUrl(id, environment, from);
	const publicUrl = (id: Endpoint['id']): PublicUrl => endpointUrl(id, environment, 'host');
	// With this region S3 clients send no location constraint, which the gateway would match against its zonegroup.
	const region = value('CIM_RGW_REGION', 'us-east-1');
	return {
		n8n: {
			url: url('n8n'),
			webhookUrl: url(workersIn(environment) > 0 ? 'n8nWebhook' : 'n8n'),
			ownerEmail: value('CIM_N8N_OWNER_EMAIL'),
			ownerPassword: value('CIM_N8N_OWNER_PASSWORD'),
			apiKey: value('CIM_N8N_API_KEY'),
		},
		cephDashboard: {
			url: url('cephDashboard'),
			username: value('CIM_CEPH_DASHBOARD_USERNAME', 'admin'),
			password: value('CIM_CEPH_DASHBOARD_PASSWORD'),
			caCertificate: authorityOf('CIM_CEPH_DASHBOARD_URL', environment),
		},
		rgw: {
			url: url('rgw'),
			publicUrl: publicUrl('rgw'),
			region,
			accessKeyId: value('CIM_RGW_ACCESS_KEY'),
			secretAccessKey: value('CIM_RGW_SECRET_KEY'),
			webhookBaseUrl: environment.CIM_RGW_URL ? value('CIM_RGW_WEBHOOK_BASE_URL') : endpointUrl('n8n', environment, 'stack'),
		},
		rgwAdmin: {
			url: environment.CIM_RGW_URL ?? url('rgwTls'),
			publicUrl: environment.CIM_RGW_URL ?? publicUrl('rgwTls'),
			region,
			accessKeyId: value('CIM_RGW_ADMIN_ACCESS_KEY'),
			secretAccessKey: value('CIM_RGW_ADMIN_SECRET_KEY'),
			caCertificate: authorityOf('CIM_RGW_URL', environment),
		},
		ipfs: { rpcUrl: url('ipfsRpc'), gatewayUrl: publicUrl('ipfsGateway') },
		eventStore: { connectionString: connectionString(url('eventStore')) },
		netBox: { url: url('netBox'), publicUrl: publicUrl('netBox'), token: value('CIM_NETBOX_TOKEN') },
		authentik: {
			url: url('authentik'),
			token: value('CIM_AUTHENTIK_TOKEN'),
			issuer: `${publicUrl('authentik')}/application/o/cim/`,
			clientId: value('CIM_AUTHENTIK_CLIENT_ID', 'cim'),
			clientSecret: value('CIM_AUTHENTIK_CLIENT_SECRET'),
			publisher: {
				username: value('CIM_AUTHENTIK_PUBLISHER_USERNAME', 'publisher'),
				password: value('CIM_AUTHENTIK_PUBLISHER_PASSWORD'),
			},
			operator: {
				username: value('CIM_AUTHENTIK_OPERATOR_USERNAME', 'operator'),
				password: value('CIM_AUTHENTIK_OPERATOR_PASSWORD'),
			},
			outsider: {
				username: value('CIM_AUTHENTIK_OUTSIDER_USERNAME', 'outsider'),
				password: value('CIM_AUTHENTIK_OUTSIDER_PASSWORD'),
			},
		},
	};
}

/** Address of an endpoint, without a trailing slash. */
export function endpointUrl(id: Endpoint['id'], environment: Environment, from: Side): string {
	const endpoint = endpoints.find((candidate) => candidate.id === id);
	if (!endpoint) throw new Error(`There is no endpoint ${id}.`);
	const elsewhere = endpoint.elsewhere && environment[endpoint.elsewhere];
	if (elsewhere) return elsewhere;
	const { protocol = 'http' } = endpoint;
	if (from === 'stack') return `${protocol}://${endpoint.service}:${endpoint.port}`;
	return `${protocol}://127.0.0.1:${environment[endpoint.portVariable] ?? endpoint.port}`;
}

/** PEM of who signed the certificate of Ceph here, or of the one elsewhere (CIM_CEPH_CA); empty for a public authority. */
function authorityOf(elsewhere: string, environment: Environment): string {
	const der = environment[elsewhere] ? environment.CIM_CEPH_CA : environment.CIM_CEPH_TLS_AUTHORITY;
	return der ? new X509Certificate(Buffer.from(der, 'base64')).toString() : '';
}

/** An http address becomes a connection string without TLS, https one with it; esdb:// and kurrentdb:// stay as they are. */
function connectionString(address: string): string {
	if (!/^https?:/.test(address)) return address;
	const { protocol, host } = new URL(address);
	return `esdb://${host}?tls=${protocol === 'https:'}`;
}

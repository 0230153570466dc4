import { Agent } from 'node:https';
import { createRequire } from 'node:module';

import type * as ServerFeatures from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import { credentials as grpcCredentials, Metadata } from '@grpc/grpc-js';
import axios, { type AxiosRequestConfig } from 'axios';

import type { Connections } from './connections.ts';
import { n8nVersion, ownerSession } from './n8n/session.ts';
import type { Endpoint } from './services.ts';

/** What a running system says about itself. */
export interface Identity {
	/** Its version in its own words. */
	version: string;
	/** Facts that only the real program tells, for those that must be it; empty when one of them is missing. */
	evidence: string;
}

const contract = '@eventstore/db-client/generated';
const patience = 10_000;

async function ask<T>(config: AxiosRequestConfig): Promise<{ data: T; headers: Record<string, unknown> }> {
	// A company's proxy has no business between here and the stack.
	const { data, headers } = await axios.request<T>({ timeout: patience, proxy: false, ...config });
	return { data, headers };
}

/**
 * Asks a running system who it is.
 * @throws Error when it does not answer or does not let us in
 */
export const askIdentity: Record<Endpoint['id'], (connections: Connections) => Promise<Identity>> = {
	async n8n({ n8n }) {
		const version = await n8nVersion(await ownerSession(n8n));
		const { data } = await ask<string>({ url: `${n8n.url}/`, responseType: 'text' });
		return { version, evidence: /<title>n8n/i.test(data) ? `editor of n8n ${version}` : '' };
	},

	async n8nWebhook({ n8n: { webhookUrl } }) {
		await ask({ url: `${webhookUrl}/healthz/readiness` });
		return { version: '', evidence: '' };
	},

	async cephDashboard({ cephDashboard: { url, username, password, caCertificate } }) {
		const httpsAgent = trusting(caCertificate);
		const headers = { Accept: 'application/vnd.ceph.api.v1.0+json' };
		const body = { username, password };
		const login = await ask<{ token: string }>({ method: 'POST', url: `${url}/api/auth`, data: body, headers, httpsAgent });
		const authorization = { ...headers, Authorization: `Bearer ${login.data.token}` };
		const { data } = await ask<{ version: string; health_status: string }>({
			url: `${url}/api/summary`,
			headers: authorization,
			httpsAgent,
		});
		// `ceph version 20.2.4 (<commit>) tentacle (stable)`
		const [, version] = /^ceph version (\S+) \([0-9a-f]{40}\)/.exec(data.version) ?? [];
		return { version: version ?? data.version, evidence: version ? data.version : '' };
	},

	async rgw({ rgw: { url } }) {
		return await gatewayIdentity(url);
	},

	async rgwTls({ rgwAdmin: { url, caCertificate } }) {
		return await gatewayIdentity(url, trusting(caCertificate));
	},

	async ipfsRpc({ ipfs: { rpcUrl } }) {
		const post = <T>(path: string) => ask<T>({ method: 'POST', url: `${rpcUrl}/api/v0/${path}` });
		const { data } = await post<{ Version: string; Repo: string; Golang: string }>('version');
		const { data: node } = await post<{ AgentVersion: string; ID: string }>('id');
		const isKubo = node.AgentVersion.startsWith(`kubo/${data.Version}`) && data.Golang.startsWith('go');
		const evidence = isKubo ? `${node.AgentVersion} (${data.Golang}, repository ${data.Repo}, peer ${node.ID})` : '';
		return { version: data.Version, evidence };
	},

	async ipfsGateway({ ipfs: { gatewayUrl } }) {
		// The empty directory, which every IPFS node knows without storing it.
		const empty = 'bafyaabakaieac';
		await ask({ url: `${gatewayUrl}/ipfs/${empty}?format=raw`, headers: { Accept: 'application/vnd.ipld.raw' } });
		return { version: '', evidence: '' };
	},

	async eventStore({ eventStore: { connectionString } }) {
		return { version: await eventStoreVersion(connectionString), evidence: '' };
	},

	async netBox({ netBox: { url, token } }) {
		const { data } = await ask<NetBoxStatus>({
			url: `${url}/api/status/`,
			headers: { Authorization: `Bearer ${token}` },
		});
		const { 'netbox-version': version = 'unknown', 'django-version': django, 'rq-workers-running': workers } = data;
		const isNetBox = django !== undefined && data.installed_apps?.drf_spectacular !== undefined && workers !== undefined && workers > 0;
		const evidence = isNetBox ? `NetBox ${version}, Django ${django}, ${workers} worker(s) running` : '';
		return { version, evidence };
	},

	async authentik({ authentik: { url, token } }) {
		const { data } = await ask<{ version_current: string }>({
			url: `${url}/api/v3/admin/version/`,
			headers: { Authorization: `Bearer ${token}` },
		});
		return { version: data.version_current, evidence: '' };
	},
};

/** Part of NetBox's answer to /api/status/. */
interface NetBoxStatus {
	'netbox-version'?: string;
	'django-version'?: string;
	installed_apps?: Record<string, string>;
	'rq-workers-running'?: number;
}

/** Asks the ServerFeatures service, which every server that speaks this contract has. */
async function eventStoreVersion(connectionString: string): Promise<string> {
	// The generated modules fill their exports at run time, which an import does not see.
	const require = createRequire(import.meta.url);
	const { ServerFeaturesClient } = require(`${contract}/serverfeatures_grpc_pb.js`) as typeof ServerFeatures;
	const { Empty } = require(`${contract}/shared_pb.js`) as typeof Shared;
	const { host, searchParams } = new URL(connectionString);
	const secure = searchParams.get('tls') !== 'false';
	const client = new ServerFeaturesClient(
		host,
		secure ? grpcCredentials.createSsl() : grpcCredentials.createInsecure(),
	);
	try {
		return await new Promise<string>((resolve, reject) => {
			const deadline = new Date(Date.now() + patience);
			client.getSupportedMethods(new Empty(), new Metadata(), { deadline }, (error, methods) => {
				if (error) reject(error);
				else resolve(methods.getEventStoreServerVersion());
			});
		});
	} finally {
		client.close();
	}
}

async function gatewayIdentity(url: string, httpsAgent?: Agent): Promise<Identity> {
	const { headers } = await ask<string>({ url: `${url}/`, responseType: 'text', validateStatus: () => true, httpsAgent });
	const requestId = headers['x-amz-request-id'];
	// Only the gateway counts its requests in this form: tx, a running number, the time, and its own id and zone.
	const isGateway = typeof requestId === 'string' && /^tx[0-9a-f]{21}-[0-9a-f]{10}-/.test(requestId);
	const server = typeof headers.server === 'string' ? headers.server : '';
	return { version: server, evidence: isGateway ? `${server || 'gateway'}, request ${requestId}` : '' };
}

/** Connections that trust an authority; the public ones when there is no text. */
function trusting(caCertificate: string): Agent {
	return new Agent({ ca: caCertificate || undefined });
}

import { execa } from 'execa';

import type { Connections } from '../connections.ts';
import type { Engine } from '../engine/find.ts';

/** A credential as n8n exports it, its data in the clear. */
export interface Credential {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

function gatewayData({ url, publicUrl, ...keys }: Connections['rgwAdmin'] & Pick<Connections['rgw'], 'webhookBaseUrl'>): Credential['data'] {
	return { endpoint: url, publicEndpoint: publicUrl, ...keys, forcePathStyle: true, allowUnauthorizedCerts: false };
}

/**
 * Credentials of the stack's systems, under the ids and names that the workflows refer to. Of several of one type the
 * first is the one that a new node gets; the others are found by their names only.
 */
export function stackCredentials({ cephDashboard, rgw, rgwAdmin, ipfs, eventStore, netBox, authentik }: Connections): Credential[] {
	return [
		{
			id: 'cim-ceph-dashboard',
			name: 'Ceph Dashboard',
			type: 'cephDashboardApi',
			data: { ...cephDashboard, allowUnauthorizedCerts: false },
		},
		{
			id: 'cim-object-gateway',
			name: 'Ceph Object Gateway',
			type: 'cephObjectGatewayApi',
			data: gatewayData({ ...rgw, caCertificate: '' }),
		},
		{
			id: 'cim-object-gateway-admin',
			name: 'Ceph Object Gateway (administration, by TLS)',
			type: 'cephObjectGatewayApi',
			data: gatewayData({ ...rgwAdmin, webhookBaseUrl: rgw.webhookBaseUrl }),
		},
		{
			id: 'cim-ipfs',
			name: 'IPFS (Kubo)',
			type: 'ipfsApi',
			data: { ...ipfs, authentication: 'none', username: '', password: '', token: '', allowUnauthorizedCerts: false },
		},
		{
			id: 'cim-event-store',
			name: 'Event Store',
			type: 'eventStoreApi',
			data: { connectionString: eventStore.connectionString, username: '', password: '', caCertificate: '' },
		},
		{
			id: 'cim-netbox',
			name: 'NetBox',
			type: 'netBoxApi',
			data: { ...netBox, allowUnauthorizedCerts: false },
		},
		{
			id: 'cim-authentik',
			name: 'Authentik application',
			type: 'authentikApplicationApi',
			data: { issuer: authentik.issuer, clientId: authentik.clientId, internalUrl: authentik.url },
		},
	];
}

/**
 * Writes credentials into n8n, new ones and changed ones, under their own ids. Only n8n's command line keeps ids; it
 * reads them from its standard input, so that they are never in a file of the container.
 * @param container the container that n8n runs in
 * @throws Error with what n8n printed
 */
export async function importCredentials(
	engine: Engine,
	container: string,
	credentials: readonly Credential[],
): Promise<void> {
	const command = ['n8n', 'import:credentials', '--input=/dev/stdin'];
	const { all, failed } = await execa('docker', ['exec', '--interactive', container, ...command], {
		env: engine.environment,
		input: JSON.stringify(credentials),
		all: true,
		reject: false,
		timeout: 120_000,
	});
	// The command exits 0 also when it imported nothing.
	if (failed || !all.includes(`Successfully imported ${credentials.length} credential`)) {
		throw new Error(`n8n did not take the credentials: ${all.split('\n').slice(-5).join('\n')}`);
	}
}

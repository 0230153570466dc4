import { S3Client } from '@aws-sdk/client-s3';
import { EventStoreDBClient } from '@eventstore/db-client';
import { create, type KuboRPCClient } from 'kubo-rpc-client';

import { connections, type Connections } from '../../stack/connections.ts';
import { Containers } from './containers.ts';

/** Each system of the stack, reached by its own client. */
export interface Systems {
	/** Compose project. */
	project: string;
	connections: Connections;
	objects: S3Client;
	events: EventStoreDBClient;
	kubo: KuboRPCClient;
	containers: Containers;
}

/** Opens the systems of the project that is tested: `CIM_PROJECT`, or the one that `npm test` brings up. */
export async function openSystems(project = process.env.CIM_PROJECT ?? 'cim-test'): Promise<Systems> {
	const found = await connections(project, 'host');
	await checkN8n(found.n8n, project);
	const { url: endpoint, region, accessKeyId, secretAccessKey } = found.rgw;
	return {
		project,
		connections: found,
		objects: new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } }),
		events: EventStoreDBClient.connectionString(found.eventStore.connectionString),
		kubo: create({ url: found.ipfs.rpcUrl }),
		containers: await Containers.of(project),
	};
}

export async function closeSystems({ objects, events }: Systems): Promise<void> {
	objects.destroy();
	await events.dispose();
}

async function checkN8n({ url, apiKey }: Connections['n8n'], project: string): Promise<void> {
	const hint = `Bring it up with \`npm run stack -- up --project ${project}\`, or let \`npm test\` do it.`;
	const health = await fetch(`${url}/healthz`).catch((cause: unknown) => {
		throw new Error(`n8n does not answer at ${url}. ${hint}`, { cause });
	});
	if (!health.ok) throw new Error(`n8n at ${url} is not healthy: status ${health.status}.`);
	if (apiKey === '') throw new Error(`n8n at ${url} has no API key yet: it was not provisioned. ${hint}`);
}

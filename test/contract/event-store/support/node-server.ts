import { readFileSync } from 'node:fs';

import { EventStoreDBClient } from '@eventstore/db-client';
import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { EventStore } from '../../../../nodes/EventStore/EventStore.node.ts';
import { type NodeRun, runNode } from '../../../support/node-runner.ts';
import { certificateFiles } from '../../eventstore-server/certificate.ts';
import { ServerProcess } from '../../eventstore-server/server-process.ts';

type Json = INodeExecutionData['json'];

/** An embedded event store that a test file has to itself: what changes the whole server, or counts what it has. */
export interface OwnServer {
	/** The vendor's client on its own; as the administrator over TLS. */
	client: EventStoreDBClient;
	credential: ICredentialDataDecryptedObject;
	/** A client of somebody else. */
	clientOf(username: string, password: string): EventStoreDBClient;
	/** Runs an operation of the node on it, and gives the JSON of the items that come out. */
	run(resource: string, operation: string, parameters?: INodeParameters, more?: Partial<NodeRun>): Promise<Json[]>;
	remove(): Promise<void>;
}

/** Starts a server without TLS, where everybody may do everything. */
export async function startOwnServer(...flags: string[]): Promise<OwnServer> {
	const server = new ServerProcess();
	await server.start(...flags);
	const { connectionString } = server;
	return ownServer({ connectionString }, () => EventStoreDBClient.connectionString(connectionString), () => server.remove());
}

/** Starts a server with TLS and users. */
export async function startOwnTlsServer(...flags: string[]): Promise<OwnServer> {
	const certificate = await certificateFiles();
	const server = new ServerProcess();
	await server.start(...certificate.flags, ...flags);
	const rootCertificate = readFileSync(certificate.cert);
	const endpoint = { address: 'localhost', port: server.port };
	const credential = { connectionString: `esdb://localhost:${server.port}`, username: 'admin', password: 'changeit', caCertificate: String(rootCertificate) };
	return ownServer(
		credential,
		(username, password) => new EventStoreDBClient({ endpoint }, { rootCertificate }, { username, password }),
		async () => {
			await server.remove();
			certificate.remove();
		},
	);
}

function ownServer(credential: ICredentialDataDecryptedObject, connect: (username: string, password: string) => EventStoreDBClient, remove: () => Promise<void>): OwnServer {
	const clients: EventStoreDBClient[] = [];
	const clientOf = (username: string, password: string) => {
		const client = connect(username, password);
		clients.push(client);
		return client;
	};
	const node = new EventStore();
	return {
		client: clientOf('admin', 'changeit'),
		credential,
		clientOf,
		async run(resource, operation, parameters = {}, more = {}) {
			const [items] = await runNode(node, { credentials: { eventStoreApi: credential }, parameters: { resource, operation, ...parameters }, ...more });
			return items!.map(({ json }) => json);
		},
		async remove() {
			await Promise.all(clients.map((client) => client.dispose()));
			await remove();
		},
	};
}

import { EventStoreDBClient } from '@eventstore/db-client';
import type { AxiosInstance } from 'axios';

import { connections } from '../../stack/connections.ts';
import { ServerProcess } from '../../test/contract/eventstore-server/server-process.ts';
import { OwnN8n } from './own-n8n.ts';
import { StackN8n } from './stack-n8n.ts';

/** Where events are executed: an n8n, and an event store that it reaches. */
export interface Place {
	n8n: {
		api: AxiosInstance;
		killAndStart(): Promise<void>;
		ready(): Promise<void>;
		log(): Promise<string>;
	};
	client: EventStoreDBClient;
	/** n8n's credential for the event store. */
	credential: { id: string; name: string };
	/** Removes what was made for it. */
	leave: () => Promise<void>;
}

/** An n8n and an event store that are made for this. */
export async function ownPlace(setup: { engine: string; image: string; packages: string; port: number }): Promise<Place> {
	const server = new ServerProcess();
	await server.start();
	const client = EventStoreDBClient.connectionString(server.connectionString);
	const n8n = new OwnN8n(setup);
	const leave = async () => {
		await n8n.remove();
		await client.dispose();
		await server.remove();
	};
	try {
		await n8n.start();
		const data = { connectionString: server.connectionString, username: '', password: '', caCertificate: '' };
		const { data: made } = await n8n.api.post<{ id: string }>('/credentials', { name: 'Event Store', type: 'eventStoreApi', data });
		return { n8n, client, credential: { id: made.id, name: 'Event Store' }, leave };
	} catch (thrown) {
		await leave();
		throw thrown;
	}
}

/** Those of a stack that runs, whose n8n has workers: what dies is a worker. */
export async function stackPlace(project: string): Promise<Place> {
	const n8n = await StackN8n.of(project);
	const { eventStore } = await connections(project, 'host');
	const client = EventStoreDBClient.connectionString(eventStore.connectionString);
	const leave = async () => {
		// It would wait for reads that were not read to their end; the server is not ours to end them.
		void client.dispose();
	};
	return { n8n, client, credential: n8n.credential, leave };
}

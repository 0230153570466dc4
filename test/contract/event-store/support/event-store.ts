import { randomUUID } from 'node:crypto';

import { EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { EventStore } from '../../../../nodes/EventStore/EventStore.node.ts';
import { connections } from '../../../../stack/connections.ts';
import { type NodeRun, runNode } from '../../../support/node-runner.ts';

const { connectionString } = (await connections(process.env.CIM_PROJECT ?? 'cim-test', 'host')).eventStore;

/** The credential of the running event store. */
export const credential: ICredentialDataDecryptedObject = { connectionString, username: '', password: '', caCertificate: '' };

/** The vendor's client on its own, which judges what the node did. */
export const client = EventStoreDBClient.connectionString(connectionString);
// Its appends share a call that never ends by itself, and would keep the test's process alive.
afterAll(() => client.dispose());

export const node = new EventStore();

/** A name that no other test and no earlier run has. */
export const unique = (category = 'contract') => `${category}-${randomUUID()}`;

/** Runs an operation of the node on the running event store, and gives the JSON of the items that come out. */
export async function run(operation: string, parameters: INodeParameters, more: Partial<NodeRun> = {}): Promise<INodeExecutionData['json'][]> {
	const [items] = await runNode(node, {
		credentials: { eventStoreApi: credential },
		parameters: { resource: 'stream', operation, ...parameters },
		...more,
	});
	return items!.map(({ json }) => json);
}

/** What a picker holds once its user chose by name. */
export const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** The events of a stream, read by the client. */
export async function eventsOf(stream: string): Promise<NonNullable<ResolvedEvent['event']>[]> {
	const events: NonNullable<ResolvedEvent['event']>[] = [];
	for await (const { event } of client.readStream(stream)) if (event) events.push(event);
	return events;
}

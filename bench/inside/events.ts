import { randomUUID } from 'node:crypto';

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { INodeExecutionData } from 'n8n-workflow';

import { EventStore } from '../../nodes/EventStore/EventStore.node.ts';
import type { Connections } from '../../stack/connections.ts';
import { type NodeRun, runNode } from '../../test/support/node-runner.ts';
import type { Case } from './measure.ts';
import { parameterReads } from './parameter-reads.ts';

const EVENTS = 500;
const data = { name: 'report.pdf', size: 4711, note: 'x'.repeat(900) };

/** Appends of one event after another into one stream, all in one append, and reading them. */
export async function* eventCases({ eventStore: { connectionString } }: Pick<Connections, 'eventStore'>): AsyncGenerator<Case> {
	const client = EventStoreDBClient.connectionString(connectionString);
	const credentials = { eventStoreApi: { connectionString, username: '', password: '', caCertificate: '' } };
	const items: INodeExecutionData[] = Array.from({ length: EVENTS }, () => ({ json: { ...data } }));
	const run = (parameters: object, given = items): NodeRun => ({
		parameters: { resource: 'stream', eventType: 'Measured', data: '={{ $json }}', eventIdFrom: 'automatic', metadata: {}, expectedRevision: 'any', ...parameters },
		credentials,
		items: given.map(({ json }) => ({ json: { ...json } })),
		executionId: randomUUID(),
	});
	const node = (parameters: object, given = items) => runNode(new EventStore(), run(parameters, given));
	const events = () => items.map(({ json }) => jsonEvent({ type: 'Measured', data: json as typeof data }));
	const stream = (name: string) => ({ __rl: true, mode: 'name', value: name });
	const sample = `bench-${randomUUID()}`;
	const read = { operation: 'read', stream: stream(sample), direction: 'forwards', returnAll: true, options: {} };
	try {
		yield {
			name: 'append, one by one',
			size: '1 KiB',
			items: EVENTS,
			raw: async () => {
				const name = `bench-${randomUUID()}`;
				for (const event of events()) await client.appendToStream(name, event);
			},
			ours: () => node({ operation: 'append', stream: stream(`bench-${randomUUID()}`) }),
			parameters: parameterReads(new EventStore(), () => run({ operation: 'append', stream: stream(`bench-${randomUUID()}`) })),
		};
		yield {
			name: 'append, all at once',
			size: '1 KiB',
			items: EVENTS,
			raw: () => client.appendToStream(`bench-${randomUUID()}`, events()),
			ours: () => node({ operation: 'appendMany', stream: stream(`bench-${randomUUID()}`) }),
			parameters: parameterReads(new EventStore(), () => run({ operation: 'appendMany', stream: stream(`bench-${randomUUID()}`) })),
		};
		await client.appendToStream(sample, events());
		yield {
			name: 'read',
			size: '1 KiB',
			items: EVENTS,
			raw: async () => {
				const all = [];
				for await (const { event } of client.readStream(sample)) all.push(event);
			},
			ours: () => node(read, [{ json: {} }]),
			parameters: parameterReads(new EventStore(), () => run(read, [{ json: {} }])),
		};
	} finally {
		await client.dispose();
	}
}

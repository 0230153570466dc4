import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { Area } from './areas.ts';
import { connectAs } from './server-address.ts';
import type { ServerAddress } from './server-address.ts';

/** Areas whose scenarios tell of what those of `append` left in the database: all were recorded on one server. */
const after: readonly Area[] = ['read', 'delete'];

/** Writes what an area expects of those before it: without TLS and users, a stream `$all` with two events. */
export async function prepare(area: Area, address: ServerAddress): Promise<void> {
	if (address.tls || !after.includes(area)) return;
	const client = EventStoreDBClient.connectionString(connectAs(address, undefined));
	await client.appendToStream('$all', [1, 2].map(() => jsonEvent({ type: 't', data: {} })), { expectedRevision: 'no_stream' });
	await client.dispose();
}

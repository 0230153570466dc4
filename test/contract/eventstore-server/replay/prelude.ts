import { EventStoreDBClient, jsonEvent, StreamNotFoundError } from '@eventstore/db-client';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import { collect } from '../collect.ts';
import type { Area, Mode } from './areas.ts';
import { eventually } from './patience.ts';
import { connectAs } from './server-address.ts';
import type { ServerAddress } from './server-address.ts';
import { Wire } from './wire.ts';

/** What scenarios of an area before left in the database, and those of another tell of: all were recorded on one server. */
interface Prelude {
	/** The area that leaves it. */
	of: Area;
	/** In this mode only. */
	only?: Mode;
	write: (client: EventStoreDBClient, wire: Wire) => Promise<void>;
}

/** Longest wait for what a prelude does, milliseconds. */
const patience = 30_000;

const streamAll: Prelude = {
	of: 'append',
	only: 'insecure',
	write: async (client) => {
		await client.appendToStream('$all', [1, 2].map(() => jsonEvent({ type: 't', data: {} })), { expectedRevision: 'no_stream' });
	},
};

const preludes: Partial<Record<Area, readonly Prelude[]>> = {
	read: [streamAll],
	delete: [streamAll],
	acl: [
		{ of: 'projections', only: 'tls', write: (client) => ran(client, '$streams') },
		{ of: 'users', only: 'tls', write: (client, wire) => scavenged(client, wire) },
	],
	http: [{ of: 'projections', write: (client) => ran(client, '$by_category') }],
};

/**
 * Writes what an area expects of those before it.
 *
 * @param user `user:password` of an administrator
 * @param played areas that were played on this server before: what they leave is there
 */
export async function prepare(area: Area, address: ServerAddress, user: string, played: readonly Area[] = []): Promise<void> {
	const mode = address.tls ? 'tls' : 'insecure';
	const wanted = (preludes[area] ?? []).filter(({ of, only = mode }) => only === mode && !played.includes(of));
	if (wanted.length === 0) return;
	const client = EventStoreDBClient.connectionString(connectAs(address, address.tls ? user : undefined));
	const wire = new Wire(address, user);
	try {
		for (const { write } of wanted) await write(client, wire);
	} finally {
		wire.close();
		await client.dispose();
	}
}

/** A system projection was on, and there was something for it. */
async function ran(client: EventStoreDBClient, projection: string): Promise<void> {
	await client.enableProjection(projection);
	await client.appendToStream('prelude-1', jsonEvent({ type: 't', data: {} }));
	await until(async () => {
		const { position, status } = await client.getProjectionStatus(projection);
		return status === 'Running' && /[1-9]/.test(position);
	}, `${projection} has not run.`);
	await client.disableProjection(projection);
}

/** There was a scavenge. */
async function scavenged(client: EventStoreDBClient, wire: Wire): Promise<void> {
	const options = new operationsPb.StartScavengeReq.Options().setThreadCount(1);
	await wire.unary(OperationsService.startScavenge, new operationsPb.StartScavengeReq().setOptions(options));
	await until(async () => {
		const found = await collect(client.readStream('$scavenges', { resolveLinkTos: true })).catch((error: unknown) => {
			if (error instanceof StreamNotFoundError) return [];
			throw error;
		});
		return found.some(({ event }) => event?.type === '$scavengeCompleted');
	}, 'The scavenge does not end.');
}

async function until(holds: () => Promise<boolean>, complaint: string): Promise<void> {
	if (!await eventually(patience, holds)) throw new Error(complaint);
}

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import monitoringPb from '@eventstore/db-client/generated/monitoring_pb.js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import type { ScavengeResp } from '@eventstore/db-client/generated/operations_pb.js';
import { collect } from './collect.ts';
import { serverAddress } from './replay/server-address.ts';
import { empty, Wire } from './replay/wire.ts';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
let client: EventStoreDBClient;
let wire: Wire;
beforeEach(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
	client = EventStoreDBClient.connectionString(server.connectionString);
	wire = new Wire(serverAddress(server.connectionString), 'admin:changeit');
});
afterEach(async () => {
	await client.dispose();
	wire.close();
	await server.remove();
});

function startScavenge(): Promise<ScavengeResp> {
	const options = new operationsPb.StartScavengeReq.Options().setThreadCount(1);
	return wire.unary(OperationsService.startScavenge, new operationsPb.StartScavengeReq().setOptions(options));
}

function stopScavenge(id: string): Promise<ScavengeResp> {
	const options = new operationsPb.StopScavengeReq.Options().setScavengeId(id);
	return wire.unary(OperationsService.stopScavenge, new operationsPb.StopScavengeReq().setOptions(options));
}

/** What a scavenge wrote down when it ended. */
async function completed(id: string): Promise<Record<string, unknown>> {
	for await (const { event } of client.subscribeToStream(`$scavenges-${id}`)) {
		if (event?.type === '$scavengeCompleted') return event.data as Record<string, unknown>;
	}
	throw new Error('The subscription ended.');
}

it('scavenges while appends and reads go on, and says what it saved', async () => {
	const large = Array.from({ length: 500 }, () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(1_500) } }));
	for (let n = 0; n < 4; n += 1) await client.appendToStream('scavenged', large.map(({ type, data }) => jsonEvent({ type, data })));
	await client.setStreamMetadata('scavenged', { maxCount: 1 });
	const scavenge = await startScavenge();
	expect(scavenge.getScavengeResult()).toBe(operationsPb.ScavengeResp.ScavengeResult.STARTED);
	expect((await startScavenge()).toObject()).toEqual({
		scavengeId: scavenge.getScavengeId(), scavengeResult: operationsPb.ScavengeResp.ScavengeResult.INPROGRESS,
	});
	await client.appendToStream('other', jsonEvent({ type: 'Meanwhile', data: {} }));
	const told = await completed(scavenge.getScavengeId());
	expect(told).toMatchObject({ scavengeId: scavenge.getScavengeId(), result: 'Success', error: '' });
	expect(Number(told.spaceSaved)).toBeGreaterThan(2_000_000);
	const left = (await collect(client.readAll())).filter(({ event }) => event?.streamId === 'scavenged');
	expect(left.map(({ event }) => event?.revision)).toEqual([1999n]);
	const [link] = await collect(client.readStream('$scavenges', { direction: 'backwards', fromRevision: 'end', resolveLinkTos: true }), 1);
	expect(link?.event?.type).toBe('$scavengeCompleted');
});

it('lets operators read when there were scavenges', async () => {
	await completed((await startScavenge()).getScavengeId());
	expect((await client.getStreamMetadata('$scavenges')).metadata).toEqual({ acl: { readRoles: '$ops' } });
});

it('leaves it as somebody has decided who may read when there were scavenges', async () => {
	const own = { acl: { readRoles: ['auditors'] } };
	await client.setStreamMetadata('$scavenges', own);
	await completed((await startScavenge()).getScavengeId());
	expect((await client.getStreamMetadata('$scavenges')).metadata).toEqual(own);
});

it('stops a scavenge when told to, and none that is not under way', async () => {
	const id = (await startScavenge()).getScavengeId();
	await expect(stopScavenge('another')).rejects.toThrow('NOT_FOUND: Scavenge id was invalid.');
	expect((await stopScavenge(id)).getScavengeResult()).toBe(operationsPb.ScavengeResp.ScavengeResult.STOPPED);
	expect(await completed(id)).toMatchObject({ result: 'Stopped' });
	await expect(stopScavenge(id)).rejects.toThrow('NOT_FOUND');
});

it('ends at Shutdown as at a signal', async () => {
	await client.appendToStream('kept', jsonEvent({ type: 'Kept', data: {} }));
	await wire.unary(OperationsService.shutdown, empty());
	expect(await server.ended()).toBe(0);
	expect(server.log.map(({ event }) => event)).toEqual(['started', 'stopping', 'stopped']);
	await server.start('--start-standard-projections', 'false');
	expect(await collect(client.readStream('kept'))).toHaveLength(1);
});

it.each(['mergeIndexes', 'resignNode', 'restartPersistentSubscriptions'] as const)('answers %s and goes on', async (method) => {
	await wire.unary(OperationsService[method], empty());
	await client.appendToStream('after', jsonEvent({ type: 'After', data: {} }));
});

it('tells what it measures, as often as asked to', async () => {
	const request = new monitoringPb.StatsReq().setRefreshTimePeriodInMs('60');
	const stream = wire.follow(MonitoringService.stats, request);
	const begin = Date.now();
	while (stream.messages.length < 3 && Date.now() - begin < 10_000) await new Promise((resolve) => setTimeout(resolve, 10));
	stream.cancel();
	expect(stream.messages.length).toBeGreaterThanOrEqual(3);
	const [first] = stream.messages;
	expect(Number(first?.getStatsMap().get('proc-id'))).toBeGreaterThan(0);
	expect(Number(first?.getStatsMap().get('proc-mem'))).toBeGreaterThan(1_000_000);
});

it('keeps a database in memory as long as it runs', async () => {
	const forgetful = new ServerProcess();
	await forgetful.start('--db', ':memory:');
	const volatile = EventStoreDBClient.connectionString(forgetful.connectionString);
	await volatile.appendToStream('s', jsonEvent({ type: 'T', data: {} }));
	expect(await collect(volatile.readStream('s'))).toHaveLength(1);
	await volatile.dispose();
	await forgetful.end('SIGTERM');
	await forgetful.start('--db', ':memory:');
	const again = EventStoreDBClient.connectionString(forgetful.connectionString);
	await expect(collect(again.readStream('s'))).rejects.toThrow('not found');
	await again.dispose();
	await forgetful.remove();
});

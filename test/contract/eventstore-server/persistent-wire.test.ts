import { PersistentSubscriptionsClient } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import persistentPb from '@eventstore/db-client/generated/persistent_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/persistent_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { EventStoreDBClient, jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { ChannelCredentials, status } from '@grpc/grpc-js';
import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
let client: EventStoreDBClient;
let wire: PersistentSubscriptionsClient;
beforeAll(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
	client = EventStoreDBClient.connectionString(server.connectionString);
	wire = new PersistentSubscriptionsClient(`127.0.0.1:${server.port}`, ChannelCredentials.createInsecure());
});
afterAll(async () => {
	wire.close();
	await client.dispose();
	await server.remove();
});

const { ReadReq: Request, ReadResp: Response } = persistentPb;
const identifier = (name: string) => new sharedPb.StreamIdentifier().setStreamName(Buffer.from(name));
const options = (stream: string, group: string, slots = 10) => new Request().setOptions(
	new Request.Options().setStreamIdentifier(identifier(stream)).setGroupName(group).setBufferSize(slots)
		.setUuidOption(new Request.Options.UUIDOption().setString(new sharedPb.Empty())));
const acknowledgement = (...ids: string[]) => new Request().setAck(
	new Request.Ack().setIdsList(ids.map((id) => new sharedPb.UUID().setString(id))));

/** A group with three events. */
async function made(): Promise<[string, string]> {
	const [stream, group] = [`wire-${randomUUID()}`, 'g'];
	await client.appendToStream(stream, [0, 1, 2].map((n) => jsonEvent({ type: 'Tested', data: { n } })));
	const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START });
	await client.createPersistentSubscriptionToStream(stream, group, settings);
	return [stream, group];
}

type Call = ClientDuplexStream<ReadReq, ReadResp>;

/** Says what is to be said, and waits for the error of the call, or its end. */
function outcome(call: Call, ...requests: ReadReq[]): Promise<status> {
	for (const request of requests) call.write(request);
	return new Promise((resolve) => {
		call.on('data', () => undefined);
		call.on('error', ({ code }: ServiceError) => resolve(code));
		call.on('end', () => resolve(status.OK));
	});
}

/** Waits for so many answers of a call. */
function answers(call: Call, count: number): Promise<ReadResp[]> {
	return new Promise((resolve, reject) => {
		const got: ReadResp[] = [];
		call.on('error', reject);
		call.on('data', (answer: ReadResp) => {
			got.push(answer);
			if (got.length === count) resolve(got);
		});
	});
}

describe('a consumer\'s call', () => {
	it.each([
		['begins with an acknowledgement', () => [acknowledgement(randomUUID())], status.INVALID_ARGUMENT],
		['begins with nothing', () => [new Request()], status.INVALID_ARGUMENT],
		['names no source', () => [new Request().setOptions(new Request.Options().setGroupName('g').setBufferSize(1))], status.INVALID_ARGUMENT],
		['names no stream', () => [options('', 'g')], status.INVALID_ARGUMENT],
		['names what is missing', () => [options('nothing', 'g')], status.NOT_FOUND],
		['names a control character', () => [options('\u0000\n', '\u0007')], status.NOT_FOUND],
		['names something enormous', () => [options('x'.repeat(1_000_000), 'y'.repeat(3_000))], status.NOT_FOUND],
	])('is refused when it %s', async (_what, requests, code) => {
		expect(await outcome(wire.read(), ...requests())).toBe(code);
	});

	it.each([0, -1])('is refused when it takes %i events at a time', async (slots) => {
		expect(await outcome(wire.read(), options(...await made(), slots))).toBe(status.INVALID_ARGUMENT);
	});

	it.each([
		['options a second time', (names: [string, string]) => options(...names), status.INVALID_ARGUMENT],
		['nothing', () => new Request(), status.INVALID_ARGUMENT],
		['ids that are none', () => acknowledgement('nonsense'), status.UNKNOWN],
		['an empty id', () => acknowledgement(''), status.UNKNOWN],
	])('ends with an error when it goes on with %s, and the group goes on', async (_what, request, code) => {
		const names = await made();
		expect(await outcome(wire.read(), options(...names), request(names))).toBe(code);
		const next = wire.read();
		next.write(options(...names));
		const got = await answers(next, 4);
		expect(got.slice(1).map((answer) => answer.getEvent()?.getRetryCount())).toEqual([1, 1, 1]);
		next.cancel();
		await new Promise((resolve) => next.on('error', resolve));
	});

	it('takes ids in two halves', async () => {
		const names = await made();
		const call = wire.read();
		const request = options(...names, 1);
		request.getOptions()?.setUuidOption(new Request.Options.UUIDOption().setStructured(new sharedPb.Empty()));
		call.write(request);
		call.on('data', (answer: ReadResp) => {
			const id = answer.getEvent()?.getEvent()?.getId();
			if (id?.hasStructured()) call.write(new Request().setAck(new Request.Ack().setIdsList([id])));
		});
		const got = await answers(call, 4);
		expect(got.map((answer) => answer.getContentCase())).toEqual([
			Response.ContentCase.SUBSCRIPTION_CONFIRMATION, ...Array.from({ length: 3 }, () => Response.ContentCase.EVENT),
		]);
		call.end();
		await new Promise((resolve) => call.on('end', resolve));
	});

	it('ends when the client has ended its side, and gives back what it had', async () => {
		const names = await made();
		const call = wire.read();
		call.write(options(...names));
		await answers(call, 4);
		const ended = outcome(call);
		call.end();
		expect(await ended).toBe(status.OK);
		const { connections, stats } = await client.getPersistentSubscriptionToStreamInfo(...names);
		expect(connections).toEqual([]);
		expect(stats.retryBufferCount).toBe(3);
	});
});

describe('requests without what they need', () => {
	const refused = (send: (done: (error: ServiceError | null) => void) => unknown) => new Promise((resolve) => {
		send((error) => resolve(error?.code));
	});
	const nowhere = (Options: typeof persistentPb.CreateReq.Options) => new Options().setGroupName('g').setSettings(new persistentPb.CreateReq.Settings());

	it.each([
		['Create', (done: (error: ServiceError | null) => void) => wire.create(new persistentPb.CreateReq(), done)],
		['Create, a source', (done: (error: ServiceError | null) => void) => {
			return wire.create(new persistentPb.CreateReq().setOptions(nowhere(persistentPb.CreateReq.Options)), done);
		}],
		['Create, a position', (done: (error: ServiceError | null) => void) => {
			const options = nowhere(persistentPb.CreateReq.Options).setAll(new persistentPb.CreateReq.AllOptions());
			return wire.create(new persistentPb.CreateReq().setOptions(options), done);
		}],
		['Create, an expression', (done: (error: ServiceError | null) => void) => {
			const { AllOptions } = persistentPb.CreateReq;
			const all = new AllOptions().setStart(new sharedPb.Empty()).setFilter(new AllOptions.FilterOptions());
			return wire.create(new persistentPb.CreateReq().setOptions(nowhere(persistentPb.CreateReq.Options).setAll(all)), done);
		}],
		['Update', (done: (error: ServiceError | null) => void) => wire.update(new persistentPb.UpdateReq(), done)],
		['Delete', (done: (error: ServiceError | null) => void) => wire.delete(new persistentPb.DeleteReq(), done)],
		['GetInfo', (done: (error: ServiceError | null) => void) => wire.getInfo(new persistentPb.GetInfoReq(), done)],
		['List', (done: (error: ServiceError | null) => void) => wire.list(new persistentPb.ListReq(), done)],
		['ReplayParked', (done: (error: ServiceError | null) => void) => wire.replayParked(new persistentPb.ReplayParkedReq(), done)],
	])('%s', async (_what, send) => {
		expect(await refused(send)).toBe(status.INVALID_ARGUMENT);
	});
});

it('was never in trouble', () => {
	expect(server.log.filter(({ event }) => event === 'call-failed' || event === 'crashed')).toEqual([]);
});

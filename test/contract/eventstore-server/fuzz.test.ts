import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { jest } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { ChannelCredentials, Client, Metadata, status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { certificateFiles } from './certificate.ts';
import type { CertificateFiles } from './certificate.ts';
import { collect } from './collect.ts';
import { goodCalls, mayStayOpen } from './fuzz/good-messages.ts';
import { patience, send } from './fuzz/raw-call.ts';
import type { RawCall } from './fuzz/raw-call.ts';
import { runs } from './fuzz/runs.ts';
import { anyMessage, spoilt } from './fuzz/wire-message.ts';
import { ServerProcess } from './server-process.ts';

const { path: batchAppend } = StreamsService.batchAppend;

jest.setTimeout(runs(180_000));

let certificate: CertificateFiles;
beforeAll(async () => {
	certificate = await certificateFiles();
});
afterAll(() => certificate.remove());

const admin = () => {
	const metadata = new Metadata();
	metadata.set('authorization', `Basic ${Buffer.from('admin:changeit').toString('base64')}`);
	return metadata;
};

describe.each([['without TLS', false], ['with TLS', true]])('%s', (_how, secure) => {
	let server: ServerProcess;
	let raw: Client;
	let client: EventStoreDBClient;
	beforeAll(async () => {
		server = new ServerProcess();
		await server.start('--write-timeout', '500', ...(secure ? certificate.flags : []));
		const credentials = secure ? ChannelCredentials.createSsl(readFileSync(certificate.cert)) : ChannelCredentials.createInsecure();
		raw = new Client(`localhost:${server.port}`, credentials, { 'grpc.max_receive_message_length': -1 });
		client = EventStoreDBClient.connectionString(secure
			? `esdb://admin:changeit@localhost:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(certificate.cert)}`
			: server.connectionString);
	});
	afterAll(async () => {
		raw.close();
		await client.dispose();
		await server.remove();
	});
	afterEach(async () => {
		// It was in no trouble that it did not foresee, and serves others as before.
		expect(server.log.filter(({ event }) => ['call-failed', 'crashed', 'projection-failed'].includes(String(event)))).toEqual([]);
		await client.appendToStream('afterwards', jsonEvent({ type: 'T', data: {} }));
		expect((await collect(client.readStream('afterwards', { direction: 'backwards', fromRevision: 'end', maxCount: 1 })))).toHaveLength(1);
	});

	const how = fc.constantFrom('end' as const, 'end' as const, 'end' as const, 'cancel' as const, 'wait' as const);
	const answered = async (path: string, messages: Buffer[], then: RawCall['then'], staysOpen: boolean) => {
		const code = await send(raw, { path, messages, then }, staysOpen, secure ? admin() : undefined);
		expect(status[code]).toBeDefined();
	};
	const answeredOddly = async (path: string, messages: Buffer[], then: RawCall['then'], staysOpen = false) => {
		const open = mayStayOpen(path);
		await answered(path, messages, open === 'without an answer' && then === 'end' ? 'endAndWait' : then, staysOpen || open !== undefined);
	};

	it.each(goodCalls.map((call) => [call.path, call] as const))('%s answers what it should have', async (path, { messages, staysOpen = false }) => {
		await answered(path, messages, 'end', staysOpen);
	});

	it('answers a message that is none while those before it are being answered', async () => {
		// The first two are refused as they come, in the midst of which the third ends the call.
		const messages = [Buffer.of(), Buffer.of(), Buffer.of(34, 1, 120)];
		for (let time = 0; time < 100; time++) {
			expect(await send(raw, { path: batchAppend, messages, then: 'end' }, false, secure ? admin() : undefined)).toBe(status.INTERNAL);
		}
	});

	it('answers messages with spoilt fields', async () => {
		const spoiltCall = fc.constantFrom(...goodCalls).chain(({ path, messages, staysOpen = false }) => fc.record({
			path: fc.constant(path),
			staysOpen: fc.constant(staysOpen),
			messages: fc.tuple(...messages.map(spoilt)).chain((given) => fc.oneof(
				{ weight: 5, arbitrary: fc.constant<Buffer[]>([...given]) },
				fc.subarray<Buffer>([...given]),
				fc.constant<Buffer[]>([...given, ...given]),
			)),
			then: how,
		}));
		await fc.assert(fc.asyncProperty(spoiltCall, async ({ path, messages, then, staysOpen }) => {
			await answeredOddly(path, messages, then, staysOpen);
		}), { numRuns: runs(120), endOnFailure: true });
	});

	it('answers messages of any fields', async () => {
		const anyCall = fc.record({ path: fc.constantFrom(...goodCalls.map(({ path }) => path)), messages: fc.array(anyMessage, { maxLength: 3 }), then: how });
		await fc.assert(fc.asyncProperty(anyCall, async ({ path, messages, then }) => {
			await answeredOddly(path, messages, then);
		}), { numRuns: runs(60), endOnFailure: true });
	});

	it.each([
		['the server\'s address', 'localhost'], ['a port that is none', 'localhost:99999'], ['half an address', '[::1'], ['a percent sign', '%'], ['a long name', 'x'.repeat(5_000)],
	])('answers who says to have called %s', async (_what, authority) => {
		const session = connect(`${secure ? 'https' : 'http'}://localhost:${server.port}`, secure ? { ca: readFileSync(certificate.cert) } : {});
		const call = session.request({ ':method': 'POST', ':path': GossipService.read.path, ':authority': authority, 'content-type': 'application/grpc', 'te': 'trailers' });
		call.resume().end(Buffer.alloc(5));
		const [trailers] = (await once(call, 'trailers')) as [Record<string, unknown>];
		expect(trailers['grpc-status']).toBe('0');
		session.close();
	});

	it('answers bytes that are no messages', async () => {
		const body = fc.record({
			path: fc.constantFrom(...goodCalls.map(({ path }) => path), '/', '/nothing/Nothing', '/event_store.client.streams.Streams/constructor'),
			frames: fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ maxLength: 60 }).map((bytes) => [0, 0, 0, 0, bytes.length, ...bytes])), { maxLength: 4 }),
		});
		const session = connect(`${secure ? 'https' : 'http'}://localhost:${server.port}`, secure ? { ca: readFileSync(certificate.cert) } : {});
		await fc.assert(fc.asyncProperty(body, async ({ path, frames }) => {
			await new Promise<void>((resolve, reject) => {
				const call = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', 'te': 'trailers' });
				call.setTimeout(10_000, () => reject(new Error(`${path} was not answered.`)));
				const open = mayStayOpen(path);
				call.on('response', () => {
					if (open !== undefined) call.close();
				});
				if (open === 'without an answer') setTimeout(() => call.close(), patience);
				call.on('error', () => undefined);
				call.on('close', () => resolve());
				call.resume();
				call.end(Buffer.concat(frames.map((frame) => Buffer.from(frame))));
			});
		}), { numRuns: runs(40), endOnFailure: true });
		session.close();
	});
});

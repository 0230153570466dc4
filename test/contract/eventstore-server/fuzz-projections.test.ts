import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import projectionsPb from '@eventstore/db-client/generated/projections_pb.js';
import fc from 'fast-check';
import { programText } from './fuzz/program-text.ts';
import { runs } from './fuzz/runs.ts';
import { eventually } from './replay/patience.ts';
import { serverAddress } from './replay/server-address.ts';
import { empty, Wire } from './replay/wire.ts';
import { ServerProcess } from './server-process.ts';

jest.setTimeout(runs(180_000));

/** Longest time until a status says how it went on: a call that the interpreter does not come back from is ended after 4 s. */
const limit = 30_000;

let server: ServerProcess;
let client: EventStoreDBClient;
beforeAll(async () => {
	server = new ServerProcess();
	await server.start('--start-standard-projections', 'false');
	client = EventStoreDBClient.connectionString(server.connectionString);
	await client.appendToStream('fuzz', [0, 1, 2].map((n) => jsonEvent({ type: 't', data: { n } })));
});
afterAll(async () => {
	await client.dispose();
	await server.remove();
});

it('has a status for every text, and others run on', async () => {
	const counting = `p${randomUUID()}`;
	await client.createProjection(counting, 'fromStream("count").when({ $init: () => ({ n: 0 }), t(s) { s.n += 1; } })');
	let counted = 0;
	await fc.assert(fc.asyncProperty(programText, async (text) => {
		const name = `p${randomUUID()}`;
		await client.createProjection(name, text, { emitEnabled: true, trackEmittedStreams: true });
		const decided = async () => {
			const { status, progress } = await client.getProjectionStatus(name);
			return status.startsWith('Faulted') || (status === 'Running' && progress === 100);
		};
		expect(await eventually(limit, decided)).toBe(true);
		for (const ask of [client.getProjectionState(name), client.getProjectionResult(name)]) {
			// What has no state says so; what went wrong inside would be internal.
			await ask.catch((error: unknown) => expect(String(error)).not.toContain('INTERNAL'));
		}
		await client.disableProjection(name);
		await client.deleteProjection(name, { deleteEmittedStreams: true, deleteCheckpointStream: true, deleteStateStream: true });
		counted += 1;
		await client.appendToStream('count', jsonEvent({ type: 't', data: {} }));
	}), { numRuns: runs(12) });
	expect(await eventually(limit, async () => (await client.getProjectionState<{ n: number }>(counting)).n === counted)).toBe(true);
	expect(server.log.filter(({ event }) => ['call-failed', 'crashed', 'projection-failed'].includes(String(event)))).toEqual([]);
});

describe('amid restarts of the subsystem', () => {
	const { DisableReq, EnableReq, CreateReq, ResetReq } = projectionsPb;
	let wire: Wire;
	beforeAll(() => {
		wire = new Wire(serverAddress(server.connectionString), 'admin:changeit');
	});
	afterAll(() => wire.close());

	const query = 'fromStream("restarts").when({ $init: () => ({ n: 0 }), t(s) { s.n += 1; } })';
	const create = (name: string, transient: boolean) => {
		const { Options } = CreateReq;
		const options = new Options().setQuery(query);
		if (transient) options.setTransient(new Options.Transient().setName(name));
		else options.setContinuous(new Options.Continuous().setName(name));
		return wire.unary(ProjectionsService.create, new CreateReq().setOptions(options), { ms: limit });
	};
	const disable = (name: string, checkpoint: boolean) => {
		return wire.unary(ProjectionsService.disable, new DisableReq().setOptions(new DisableReq.Options().setName(name).setWriteCheckpoint(checkpoint)), { ms: limit });
	};
	const act = {
		enable: (name: string) => wire.unary(ProjectionsService.enable, new EnableReq().setOptions(new EnableReq.Options().setName(name)), { ms: limit }),
		disable: (name: string) => disable(name, true),
		abort: (name: string) => disable(name, false),
		reset: (name: string) => wire.unary(ProjectionsService.reset, new ResetReq().setOptions(new ResetReq.Options().setName(name)), { ms: limit }),
		restart: () => wire.unary(ProjectionsService.restartSubsystem, empty(), { ms: limit }),
	};
	const deeds = fc.array(fc.oneof(
		{ weight: 3, arbitrary: fc.constant('restart' as const) },
		{ weight: 4, arbitrary: fc.constantFrom('enable' as const, 'disable' as const, 'abort' as const, 'reset' as const) },
	), { minLength: 2, maxLength: 9 });

	it('a projection runs or is stopped as was asked last', async () => {
		let written = 0;
		const write = async () => {
			await client.appendToStream('restarts', jsonEvent({ type: 't', data: {} }));
			written += 1;
		};
		await write();
		await fc.assert(fc.asyncProperty(deeds, async (list) => {
			const name = `p${randomUUID()}`;
			await create(name, false);
			// All at once; a connection keeps their order.
			await Promise.all(list.map((deed) => act[deed](name)));
			const stopped = ['disable', 'abort'].includes(list.findLast((deed) => deed !== 'restart' && deed !== 'reset') ?? 'enable');
			const is = async () => (await client.getProjectionStatus(name)).status;
			const counts = async () => (await client.getProjectionState<{ n?: number }>(name)).n ?? 0;
			expect(await eventually(limit, async () => (stopped ? /Stopped$/ : /^Running$/).test(await is()))).toBe(true);
			const before = stopped ? await counts() : 0;
			await write();
			if (!stopped) expect(await eventually(limit, async () => await counts() === written)).toBe(true);
			else {
				expect([await is(), await counts()]).toEqual([expect.stringMatching(/Stopped$/), before]);
				await act.enable(name);
				expect(await eventually(limit, async () => await counts() === written)).toBe(true);
			}
			await act.disable(name);
			await client.deleteProjection(name);
		}), { numRuns: runs(8), endOnFailure: true });
		expect(server.log.filter(({ event }) => ['call-failed', 'crashed', 'projection-failed'].includes(String(event)))).toEqual([]);
	});

	it('a query comes to its end', async () => {
		await fc.assert(fc.asyncProperty(fc.nat({ max: 3 }), async (restarts) => {
			const name = `q${randomUUID()}`;
			await Promise.all([create(name, true), ...Array.from({ length: restarts }, () => act.restart())]);
			expect(await eventually(limit, async () => (await client.getProjectionStatus(name)).status.startsWith('Completed'))).toBe(true);
		}), { numRuns: runs(4), endOnFailure: true });
	});
});

import { jsonEvent } from '@eventstore/db-client';
import type { ILoadOptionsFunctions, INodeParameters } from 'n8n-workflow';

import { EventStore } from '../../../nodes/EventStore/EventStore.node.ts';
import { executionOf } from '../../support/node-runner.ts';
import { named, unique } from './support/event-store.ts';
import { type OwnServer, startOwnServer } from './support/node-server.ts';

let server: OwnServer;
beforeAll(async () => {
	server = await startOwnServer();
});
afterAll(() => server.remove());

const counting = (stream: string, step = 1) => `fromStream('${stream}').when({ $init: () => ({ count: 0 }), Counted: (state) => { state.count += ${step}; return state; } }).outputState()`;

async function filled(count: number, stream = unique('counted')): Promise<string> {
	await server.client.appendToStream(stream, Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } })));
	return stream;
}

/** A projection that counts the events of a stream of its own. */
async function created(options: INodeParameters = {}): Promise<{ name: string; stream: string }> {
	const [name, stream] = [unique('projection'), await filled(3)];
	await server.run('projection', 'create', { projection: name, query: counting(stream), options });
	return { name, stream };
}

/** Looks until a projection has come so far. */
async function counted(name: string, count: number): Promise<unknown> {
	for (let tries = 0; ; tries++) {
		const [item] = await server.run('projection', 'getState', { projection: named(name) });
		const { state } = item as { state: { count?: number } };
		if (state.count === count || tries === 200) return state;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

describe('a continuous projection', () => {
	it('is created, works, and goes on with new events', async () => {
		const [name, stream] = [unique('projection'), await filled(3)];
		const [item] = await server.run('projection', 'create', { projection: name, query: counting(stream) });
		expect(item).toMatchObject({ projection: name, mode: 'Continuous', status: 'Running', faulted: false, reason: null });
		expect(await counted(name, 3)).toEqual({ count: 3 });
		await filled(2, stream);
		expect(await counted(name, 5)).toEqual({ count: 5 });
		expect(await server.run('projection', 'getResult', { projection: named(name) })).toEqual([{ projection: name, result: { count: 5 } }]);
		await expect(server.run('projection', 'create', { projection: name, query: counting(stream) })).rejects.toMatchObject({
			message: `There is a projection "${name}" already`,
			httpCode: 'projection-exists',
		});
	});

	it.each([
		['an error in its text', "fromStream('x').when({"],
		['nothing in it', ' '],
		['a source that there is none of', "fromNowhere('x').when({})"],
	])('with %s is a failure with the reason of the server', async (_what, query) => {
		const name = unique('projection');
		await expect(server.run('projection', 'create', { projection: name, query })).rejects.toMatchObject({
			message: expect.stringMatching(new RegExp(`^The projection "${name}" is faulted: .+`)) as string,
			httpCode: 'projection-faulted',
		});
		for (const operation of ['getState', 'getResult']) {
			await expect(server.run('projection', operation, { projection: named(name) })).rejects.toMatchObject({ httpCode: 'projection-faulted' });
		}
	});

	it('tracks what it emits only when it may emit', async () => {
		const name = unique('projection');
		await expect(server.run('projection', 'create', { projection: name, query: 'fromAll()', options: { trackEmittedStreams: true } })).rejects.toThrow('Track Emitted Streams: is on, and Emit Enabled is off');
	});

	it('is told by partition', async () => {
		const [name, mark] = [unique('projection'), unique('part').replaceAll('-', '')];
		for (const id of ['a', 'b', 'b']) await server.client.appendToStream(`${mark}-${id}`, jsonEvent({ type: 'Counted', data: {} }));
		const query = `fromCategory('${mark}').foreachStream().when({ $init: () => ({ count: 0 }), Counted: (state) => { state.count++; } })`;
		await server.run('projection', 'create', { projection: name, query });
		for (let tries = 0; tries < 200; tries++) {
			const [item] = await server.run('projection', 'getState', { projection: named(name), options: { partition: `${mark}-b` } });
			if ((item as { state: { count?: number } }).state.count === 2) break;
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		expect(await server.run('projection', 'getState', { projection: named(name), options: { partition: `${mark}-b` } })).toEqual([{ projection: name, partition: `${mark}-b`, state: { count: 2 } }]);
		expect(await server.run('projection', 'getState', { projection: named(name), options: { partition: 'nowhere' } })).toMatchObject([{ state: {} }]);
	});
});

describe('a projection that ends', () => {
	it.each([
		['oneTime', {}],
		['transient', { projection: unique('projection') }],
	])('goes once through what is there (%s)', async (mode, more) => {
		const stream = await filled(3);
		const [item] = await server.run('projection', 'create', { mode, query: counting(stream), ...more });
		const name = item!.projection as string;
		expect(name).not.toBe('');
		expect(await counted(name, 3)).toEqual({ count: 3 });
		const listed = await server.run('projection', 'getAll', { mode, returnAll: true });
		expect(listed.map(({ projection }) => projection)).toContain(name);
	});
});

describe('a projection that is there', () => {
	it('is disabled, enabled and aborted', async () => {
		const { name, stream } = await created();
		await counted(name, 3);
		expect(await server.run('projection', 'disable', { projection: named(name) })).toMatchObject([{ projection: name, status: 'Stopped' }]);
		await filled(2, stream);
		expect(await server.run('projection', 'enable', { projection: named(name) })).toMatchObject([{ status: 'Running' }]);
		expect(await counted(name, 5)).toEqual({ count: 5 });
		expect(await server.run('projection', 'abort', { projection: named(name) })).toMatchObject([{ status: expect.stringMatching(/^(?:Aborted|Stopped)/) as string }]);
	});

	it('is given another query, and goes on from where it is', async () => {
		const { name, stream } = await created();
		await counted(name, 3);
		expect(await server.run('projection', 'update', { projection: named(name), query: counting(stream, 10) })).toMatchObject([{ status: 'Running' }]);
		await filled(1, stream);
		expect(await counted(name, 13)).toEqual({ count: 13 });
		await expect(server.run('projection', 'update', { projection: named(name), query: 'fromStream(' })).rejects.toMatchObject({ httpCode: 'projection-faulted' });
		expect(await server.run('projection', 'getStatistics', { projection: named(name) })).toMatchObject([{ faulted: true, reason: expect.any(String) as string }]);
	});

	it('begins anew when it is reset', async () => {
		const { name } = await created();
		await counted(name, 3);
		expect(await server.run('projection', 'reset', { projection: named(name) })).toMatchObject([{ status: 'Running' }]);
		expect(await counted(name, 3)).toEqual({ count: 3 });
	});

	it('is deleted though it runs', async () => {
		const { name } = await created();
		expect(await server.run('projection', 'delete', { projection: named(name), options: { deleteStateStream: true, deleteCheckpointStream: true } })).toEqual([{ projection: name, deleted: true }]);
		await expect(server.client.getProjectionStatus(name)).rejects.toThrow();
	});

	it.each(['getState', 'getResult', 'getStatistics', 'enable', 'disable', 'abort', 'reset', 'update', 'delete'])('that there is none of is named (%s)', async (operation) => {
		await expect(server.run('projection', operation, { projection: named('nowhere'), query: 'fromAll()' })).rejects.toMatchObject({
			message: 'There is no projection "nowhere"',
			httpCode: 'projection-not-found',
		});
	});

	it('says what it is made of', async () => {
		const { name, stream } = await created({ emitEnabled: true });
		expect(await server.run('projection', 'getStatistics', { projection: named(name) })).toMatchObject([{ query: counting(stream), emitEnabled: true, trackEmittedStreams: false }]);
	});
});

describe('ensure', () => {
	it('creates what is absent, changes what differs, and only looks when asked to', async () => {
		const [name, stream] = [unique('projection'), await filled(3)];
		const declare = (query: string, options: INodeParameters = {}, checkOnly = false) => server.run('projection', 'ensure', { projection: name, query, options, checkOnly });
		const first = counting(stream);
		expect(await declare(first, {}, true)).toMatchObject([{ existed: false, created: false, differences: [{ setting: 'query', is: null, wanted: first }] }]);
		await expect(server.client.getProjectionStatus(name)).rejects.toThrow();
		expect(await declare(first)).toMatchObject([{ projection: name, created: true }]);
		expect(await declare(first, { enabled: true, emitEnabled: false })).toMatchObject([{ existed: true, changed: false, differences: [] }]);
		const second = counting(stream, 10);
		expect(await declare(second, {}, true)).toMatchObject([{ changed: false, differences: [{ setting: 'query', is: first, wanted: second }] }]);
		expect(await declare(second, { emitEnabled: true })).toMatchObject([{ changed: true, differences: [{ setting: 'query' }, { setting: 'emitEnabled', is: false, wanted: true }] }]);
		expect(await declare(second, { enabled: false })).toMatchObject([{ changed: true, differences: [{ setting: 'enabled', is: true, wanted: false }] }]);
		expect(await server.run('projection', 'getStatistics', { projection: named(name) })).toMatchObject([{ status: 'Stopped', query: second, emitEnabled: true }]);
		expect(await declare(second, { enabled: true })).toMatchObject([{ changed: true }]);
		await expect(declare(second, { emitEnabled: true, trackEmittedStreams: true })).rejects.toThrow('trackEmittedStreams: Projection');
		await expect(declare('fromStream(')).rejects.toMatchObject({ httpCode: 'projection-faulted' });
		expect(await declare(second)).toMatchObject([{ changed: true, differences: [{ setting: 'query' }] }]);
	});

	it('absent deletes what there is, and never fails', async () => {
		const { name } = await created();
		const absent = (checkOnly = false) => server.run('projection', 'ensureAbsent', { projection: named(name), checkOnly });
		expect(await absent(true)).toEqual([{ projection: name, existed: true, deleted: false }]);
		expect(await absent()).toEqual([{ projection: name, existed: true, deleted: true }]);
		expect(await absent()).toEqual([{ projection: name, existed: false, deleted: false }]);
	});
});

describe('projections', () => {
	it('are listed and picked, those of the database with them', async () => {
		const { name } = await created();
		const all = (await server.run('projection', 'getAll', { returnAll: true })).map(({ projection }) => projection);
		expect(all).toEqual(expect.arrayContaining([name, '$by_category', '$streams']));
		expect(await server.run('projection', 'getAll', { mode: 'continuous', limit: 1 })).toHaveLength(1);
		const node = new EventStore();
		const options = executionOf(node, { credentials: { eventStoreApi: server.credential } }) as unknown as ILoadOptionsFunctions;
		expect(await node.methods.listSearch.searchProjections.call(options, name.toUpperCase())).toEqual({ results: [{ name, value: name }] });
		expect((await node.methods.listSearch.searchProjections.call(options, '')).results.at(-1)!.name).toMatch(/^\$/);
	});

	it('of the database are switched off and on', async () => {
		const system = { projection: named('$by_correlation_id') };
		expect(await server.run('projection', 'disable', system)).toMatchObject([{ status: 'Stopped' }]);
		expect(await server.run('projection', 'enable', system)).toMatchObject([{ status: 'Running' }]);
	});

	it('go on when their subsystem was restarted', async () => {
		const { name, stream } = await created();
		await counted(name, 3);
		expect(await server.run('projection', 'restartSubsystem')).toEqual([{ restarted: true }]);
		await filled(1, stream);
		for (let tries = 0; tries < 100; tries++) {
			const [item] = await server.run('projection', 'getStatistics', { projection: named(name) }, { onError: 'continueRegularOutput' });
			if (item?.status === 'Running') break;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		expect(await counted(name, 4)).toEqual({ count: 4 });
	});
});

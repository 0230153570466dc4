import { jsonEvent, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { collect } from './collect.ts';
import { ServerProcess } from './server-process.ts';

let server: ServerProcess;
beforeEach(async () => {
	server = new ServerProcess();
	await server.start();
});
afterEach(() => server.remove());

const connect = () => KurrentDBClient.connectionString(server.connectionString.replace('esdb:', 'kurrentdb:'));
const name = () => `p${randomUUID().replaceAll('-', '')}`;

/** Asks until the answer is this. */
async function becomes<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
	for (let tries = 0; tries < 400; tries += 1) {
		if (JSON.stringify(await ask()) === JSON.stringify(wanted)) return;
		await delay(50);
	}
	expect(await ask()).toEqual(wanted);
}

it('serves the newer client: create, state, result, list, update, disable, reset, delete', async () => {
	const client = connect();
	const [projection, stream] = [name(), `orders${name()}`];
	await client.appendToStream(stream, [1, 2, 3].map((amount) => jsonEvent({ type: 'Placed', data: { amount } })));
	const query = (by: string) => `fromStream('${stream}').when({ $init: () => ({ sum: 0 }), Placed(s, e) { s.sum ${by} e.data.amount; } })`;
	await client.createProjection(projection, `${query('+=')}.transformBy((s) => ({ total: s.sum }))`);
	const state = () => client.getProjectionState(projection);
	await becomes(state, { sum: 6 });
	expect(await client.getProjectionResult(projection)).toEqual({ total: 6 });
	expect((await client.listProjections()).map((found) => found.name)).toContain(projection);
	await client.updateProjection(projection, query('-='));
	await client.appendToStream(stream, jsonEvent({ type: 'Placed', data: { amount: 4 } }));
	await becomes(state, { sum: 2 });
	await client.disableProjection(projection);
	expect(await client.getProjectionStatus(projection)).toMatchObject({ projectionStatus: 'Stopped' });
	await client.enableProjection(projection);
	await client.resetProjection(projection);
	await becomes(state, { sum: -10 });
	await client.disableProjection(projection);
	await client.deleteProjection(projection);
	await expect(client.getProjectionStatus(projection)).rejects.toMatchObject({ type: 'not-found' });
	await client.dispose();
});

it('emits each event once and has the right state, however often it is killed', async () => {
	const rounds = 3;
	const perRound = 300;
	const [projection, source, out] = [name(), name(), name()];
	const query = `fromStream('${source}').when({
		$init: () => ({ count: 0 }),
		t(s, e) { s.count += 1; emit('${out}', 'seen', { n: e.data.n }); linkTo('${out}links', e); },
	}).outputState()`;
	let written = 0;
	for (let round = 0; round < rounds; round += 1) {
		const client = connect();
		if (round === 0) await client.createProjection(projection, query, { emitEnabled: true });
		for (let batch = 0; batch < 10; batch += 1) {
			const events = Array.from({ length: perRound / 10 }, () => jsonEvent({ type: 't', data: { n: written++ } }));
			await client.appendToStream(source, events);
		}
		// In the midst: some are emitted, some not.
		await delay(Math.random() * 60);
		await server.end('SIGKILL');
		await client.dispose();
		await server.start();
	}
	const client = connect();
	await becomes(() => client.getProjectionState(projection), { count: written });
	const numbers = async (stream: string) => (await collect(client.readStream(stream, { resolveLinkTos: true })))
		.map(({ event }) => (event?.data as { n: number }).n);
	const all = Array.from({ length: written }, (_, n) => n);
	expect(await numbers(out)).toEqual(all);
	expect(await numbers(`${out}links`)).toEqual(all);
	const results = await collect(client.readStream(`$projections-${projection}-result`));
	expect(results.map(({ event }) => (event?.data as { count: number }).count)).toEqual(all.map((n) => n + 1));
	await client.dispose();
});

it('keeps states of partitions over a restart', async () => {
	const client = connect();
	const [projection, source] = [name(), name()];
	const append = (to: KurrentDBClient, count: number) => to.appendToStream(source, Array.from({ length: count }, (_, n) => {
		return jsonEvent({ type: 't', data: { key: `k${n % 3}` } });
	}));
	await append(client, 30);
	await client.createProjection(projection, `fromStream('${source}').partitionBy((e) => e.data.key).when({ $init: () => ({ count: 0 }), t(s) { s.count += 1; } })`);
	await becomes(() => client.getProjectionState(projection, { partition: 'k1' }), { count: 10 });
	// With a checkpoint, and with what came after it.
	await client.disableProjection(projection);
	await client.enableProjection(projection);
	await append(client, 30);
	await client.dispose();
	await server.end('SIGKILL');
	await server.start();
	const again = connect();
	for (const partition of ['k0', 'k1', 'k2']) await becomes(() => again.getProjectionState(projection, { partition }), { count: 20 });
	await again.dispose();
});

it.each([
	['in its own code', 'for (;;) {}'],
	['in one step of the interpreter', '[].includes.call({ length: 2 ** 53 - 1 }, 1);'],
])('goes on serving while a projection hangs %s, and lets the others run on', async (_where, hang) => {
	const client = connect();
	const [hanging, counting, source] = [name(), name(), name()];
	const event = () => jsonEvent({ type: 't', data: {} });
	await client.createProjection(counting, `fromStream('${source}').when({ $init: () => ({ count: 0 }), t(s) { s.count += 1; } })`);
	await client.appendToStream(source, event());
	await becomes(() => client.getProjectionState(counting), { count: 1 });
	await client.createProjection(hanging, `fromStream('${source}').when({ t() { ${hang} } })`);
	const began = performance.now();
	await client.appendToStream(source, event());
	expect(performance.now() - began).toBeLessThan(2_000);
	await becomes(() => client.getProjectionState(counting), { count: 2 });
	await becomes(async () => (await client.getProjectionStatus(hanging)).status, 'Faulted (Enabled)');
	expect((await client.getProjectionStatus(hanging)).stateReason).toMatch(
		/Event Position: p[0-9a-f]+: 0\r\n[^]*\r\nProjection script took too long to execute \(took: [\d:.]+, allowed: 00:00:00\.2500000$/);
	expect(await client.getProjectionStatus(counting)).toMatchObject({ status: 'Running' });
	await client.dispose();
});

it('does not take up what was deleted, and keeps off what was off', async () => {
	const client = connect();
	const [gone, off] = [name(), name()];
	for (const projection of [gone, off]) {
		await client.createProjection(projection, `fromStream('${name()}').when({})`);
		await client.disableProjection(projection);
	}
	await client.deleteProjection(gone);
	await client.dispose();
	await server.end('SIGTERM');
	await server.start();
	const again = connect();
	await expect(again.getProjectionStatus(gone)).rejects.toMatchObject({ type: 'not-found' });
	expect(await again.getProjectionStatus(off)).toMatchObject({ status: 'Stopped' });
	await again.dispose();
});

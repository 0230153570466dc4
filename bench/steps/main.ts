// What the journal costs: a process of ten empty steps beside ten calls of a workflow by n8n's own node, in the same n8n; then many runs at
// once, all of which must finish.
//
//   node bench/steps/main.ts --image cim/n8n:… --packages .stack/cim/package [--rounds 30] [--at-once 200]
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import axios from 'axios';

import { renderTable } from '../../stack/command/table.ts';
import { ServerProcess } from '../../test/contract/eventstore-server/server-process.ts';
import { median, ratio } from '../eventstore/figures.ts';
import { OwnN8n } from '../restarts/own-n8n.ts';
import { calls, emptyCall, emptyStep, STEPS, steps } from './workflows.ts';

const { values } = parseArgs({
	options: {
		image: { type: 'string' },
		packages: { type: 'string' },
		engine: { type: 'string', default: 'docker' },
		port: { type: 'string', default: '35698' },
		rounds: { type: 'string', default: '30' },
		'at-once': { type: 'string', default: '200' },
	},
});
const { image, packages, engine } = values;
if (image === undefined || packages === undefined) throw new Error('--image and --packages are needed: an image of n8n, and the folder with the package');
const [rounds, atOnce] = [Number(values.rounds), Number(values['at-once'])];
/** Milliseconds that many runs at once may take. */
const PATIENCE = 600_000;

const server = new ServerProcess();
await server.start();
const n8n = new OwnN8n({ engine, image, packages, port: Number(values.port) });

async function published(workflow: object): Promise<string> {
	const { data } = await n8n.api.post<{ id: string }>('/workflows', workflow);
	await n8n.api.post(`/workflows/${data.id}/activate`, {});
	return data.id;
}

async function ask(path: string, key: string): Promise<number> {
	const { status } = await axios.post(`${n8n.url}/webhook/${path}`, { key }, { proxy: false, validateStatus: () => true, timeout: PATIENCE });
	return status;
}

/** n8n takes a moment to know a webhook. */
async function known(path: string): Promise<void> {
	while ((await ask(path, 'known')) === 404) await sleep(200);
}

async function milliseconds(path: string, key: string): Promise<number> {
	const begun = performance.now();
	const status = await ask(path, key);
	if (status !== 200) throw new Error(`${path} answered ${status}`);
	return performance.now() - begun;
}

try {
	await n8n.start();
	const data = { connectionString: server.connectionString, username: '', password: '', caCertificate: '' };
	const { data: credential } = await n8n.api.post<{ id: string }>('/credentials', { name: 'Event Store', type: 'eventStoreApi', data });
	const credentials = { eventStoreApi: { id: credential.id, name: 'Event Store' } };
	await published(calls('ten-calls', await published(emptyCall())));
	await published(steps('ten-steps', await published(emptyStep(credentials)), credentials));
	for (const path of ['ten-calls', 'ten-steps']) await known(path);

	const taken = { 'ten-calls': [] as number[], 'ten-steps': [] as number[] };
	// The first rounds do not count: code warms up.
	for (let round = -5; round < rounds; round++) {
		for (const path of ['ten-calls', 'ten-steps'] as const) {
			const time = await milliseconds(path, `round ${round}`);
			if (round >= 0) taken[path].push(time);
		}
	}
	const [bare, own] = [median(taken['ten-calls']), median(taken['ten-steps'])];
	console.log(renderTable(['', 'milliseconds', 'of the bare calls'], [[`${STEPS} calls by n8n's Execute Sub-workflow`, bare.toFixed(0), ''], [`${STEPS} steps of a process`, own.toFixed(0), ratio(own, bare)]]));

	const begun = performance.now();
	const statuses = await Promise.all(Array.from({ length: atOnce }, (_, number) => ask('ten-steps', `at once ${number}`)));
	const finished = statuses.filter((status) => status === 200).length;
	const seconds = (performance.now() - begun) / 1_000;
	console.log(`${finished} of ${atOnce} runs at once finished, in ${seconds.toFixed(1)} s`);
	if (finished !== atOnce) process.exitCode = 1;
	await mkdir('reports', { recursive: true });
	await writeFile('reports/bench-steps.json', `${JSON.stringify({ taken, atOnce, finished, seconds }, null, 2)}\n`);
} catch (thrown) {
	console.error(thrown, await n8n.log().catch(() => 'n8n was not started'));
	process.exitCode = 1;
} finally {
	await n8n.remove();
	await server.remove();
}
process.exit();

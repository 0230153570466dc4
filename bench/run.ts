// npm run bench: measures the nodes against the raw clients, inside the running n8n's own container, and the embedded event store here.
import { mkdir, writeFile } from 'node:fs/promises';

import { Argument, Command } from 'commander';
import { execa } from 'execa';

import { connections } from '../stack/connections.ts';
import { bundle } from './bundle.ts';
import { benchEventStore } from './eventstore/main.ts';
import type { Measured } from './inside/measure.ts';
import { benchProcesses } from './processes/main.ts';
import { runningN8n, wholeNumber } from './running.ts';
import { table } from './table.ts';

const command = new Command('npm run bench --')
	.description(
		"Runs the nodes beside the raw clients and n8n's own S3 node, in the container of a running n8n (npm start), and prints " +
			'how fast each is as a share of the raw client in the same run. All cases but ceph, eventstore and processes, unless some are named: ceph is ' +
			'1,000 objects of 1 MiB at once and one by one, and one of 1 GiB; it takes long. The table and the figures behind it are kept ' +
			'in reports/bench.json. eventstore needs no n8n that runs: it starts embedded event stores and measures appends beside SQLite ' +
			'alone, reads beside another checkout, and the node beside the raw client. Neither does processes: it measures how long it takes ' +
			'to find the open runs of processes after 10, 1,000 and 20,000 have finished.',
	)
	.addArgument(new Argument('[cases...]', 'what to measure').choices(['object', 'ipfs', 'events', 'ceph', 'eventstore', 'processes']))
	.option('--project <name>', 'Compose project', 'cim')
	.option('--rounds <count>', 'how often each is measured', wholeNumber, 3)
	.option('--against <folder>', 'another checkout with its node_modules, whose embedded event store is read beside this one (eventstore)')
	.parse();
const { project, rounds, against } = command.opts<{ project: string; rounds: number; against?: string }>();

if (command.args.includes('eventstore')) await benchEventStore({ rounds, against });
if (command.args.includes('processes')) await benchProcesses(rounds);
const cases = command.args.filter((name) => name !== 'eventstore' && name !== 'processes');
if (command.args.length > 0 && cases.length === 0) process.exit();

const script = '/opt/n8n/.cim-bench.mjs';
const { container, env } = await runningN8n(project).catch((error: unknown) => command.error((error as Error).message));
await copyIn(await bundle());
try {
	const settings = { connections: await connections(project, 'stack'), cases, rounds };
	const run = execa('docker', ['exec', '-i', container, 'node', script], {
		env,
		input: JSON.stringify(settings),
		stderr: 'inherit',
	});
	const measured = JSON.parse((await run).stdout) as Measured[];
	console.log(table(measured));
	await mkdir('reports', { recursive: true });
	await writeFile('reports/bench.json', `${JSON.stringify(measured, null, 2)}\n`);
} finally {
	await execa('docker', ['exec', '--user', '0', container, 'rm', '-f', script], { env });
}

async function copyIn(contents: Uint8Array): Promise<void> {
	await execa('docker', ['exec', '-i', '--user', '0', container, 'sh', '-c', 'cat > "$0"', script], { env, input: contents });
}

// npm run bench: measures the nodes against the raw clients, inside the running n8n's own container.
import { mkdir, writeFile } from 'node:fs/promises';

import { Argument, Command } from 'commander';
import { build, type PluginBuild } from 'esbuild';
import { execa } from 'execa';

import { connections } from '../stack/connections.ts';
import type { Measured } from './inside/measure.ts';
import { runningN8n, wholeNumber } from './running.ts';
import { table } from './table.ts';

const command = new Command('npm run bench --')
	.description(
		"Runs the nodes beside the raw clients and n8n's own S3 node, in the container of a running n8n (npm start), and prints " +
			'how fast each is as a share of the raw client in the same run. All cases but ceph, unless some are named: ceph is 1,000 ' +
			'objects of 1 MiB at once and one by one, and one of 1 GiB; it takes long. The table and the figures behind it are kept ' +
			'in reports/bench.json.',
	)
	.addArgument(new Argument('[cases...]', 'what to measure').choices(['object', 'ipfs', 'events', 'ceph']))
	.option('--project <name>', 'Compose project', 'cim')
	.option('--rounds <count>', 'how often each is measured', wholeNumber, 3)
	.parse();
const { project, rounds } = command.opts<{ project: string; rounds: number }>();

const script = '/opt/n8n/.cim-bench.mjs';
const { container, env } = await runningN8n(project).catch((error: unknown) => command.error((error as Error).message));
const bundled = await build({
	entryPoints: [`${import.meta.dirname}/inside/main.ts`],
	bundle: true,
	write: false,
	platform: 'node',
	format: 'esm',
	target: 'node24',
	loader: { '.ipldsch': 'text' },
	plugins: [{ name: 'modules-of-n8n', setup: modulesOfN8n }],
	banner: { js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);" },
	logLevel: 'warning',
});

await copyIn(bundled.outputFiles[0]!.contents);
try {
	const settings = { connections: await connections(project, 'stack'), cases: command.args, rounds };
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

/** n8n's own modules are those of the n8n that is measured; by require, because Node cannot load their ES form. */
function modulesOfN8n(build: PluginBuild): void {
	const own = /^(n8n-core|n8n-workflow|n8n-nodes-base|@n8n\/di)(\/|$)/;
	build.onResolve({ filter: own }, ({ path, namespace }) => (namespace === 'n8n' ? { path, external: true } : { path, namespace: 'n8n' }));
	build.onLoad({ filter: /.*/, namespace: 'n8n' }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(path)});` }));
}

async function copyIn(contents: Uint8Array): Promise<void> {
	await execa('docker', ['exec', '-i', '--user', '0', container, 'sh', '-c', 'cat > "$0"', script], { env, input: contents });
}

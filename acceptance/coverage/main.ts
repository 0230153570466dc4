// npm run coverage: which nodes and which wires of the processes ran, by n8n's executions.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { connections, type Connections } from '../../stack/connections.ts';
import { repository } from '../../stack/project.ts';
import { bundle } from '../../workflows/check/bundle.ts';
import { executionsSince, runningSince } from '../support/stored-executions.ts';
import type { Canvas } from './canvas.ts';
import type { readCanvases } from './canvases.ts';
import { chosen } from './choose.ts';
import { judge, type Known } from './judge.ts';
import known from './known.json' with { type: 'json' };
import { measure } from './measure.ts';
import { forgetsSuccesses, heldWorkflows } from './n8n-workflows.ts';
import { Runs } from './runs.ts';
import { sinceOf } from './since.ts';
import { linesOf } from './tell.ts';
import { writeReport } from './write.ts';

const usage = `Usage: npm run coverage -- [workflows…] [--since <time>] [--project <name>]

Reads n8n's executions, and says which nodes and which wires of the workflows ran in them and which never did:
reports/coverage/index.html has each workflow with what never ran in red, reports/coverage/coverage.json the figures.

workflows          of the library (publish-document, steps/keep-document), or any that n8n holds, by name or id;
                   the whole library unless given
--since <time>     only executions that began since: 2026-01-31T12:00:00Z, or how long ago, 20m; all that n8n keeps
                   unless given
--project <name>   the stack whose n8n is asked; "cim" unless given, or what CIM_PROJECT says

Run your features, then this. What ran in an execution that n8n does not keep is not seen: a workflow whose settings say
that successes are not saved is named. Sticky notes and disabled nodes do not count.

What of the library is known not to run is in acceptance/coverage/known.json, each with the reason. Exits 0 when nothing
else was left out and all of that still is, 1 otherwise.`;

/** Milliseconds that executions have to end which run when it begins: n8n lists one a little after it has answered. */
const PATIENCE = 20_000;

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			help: { type: 'boolean', short: 'h' },
			since: { type: 'string' },
			project: { type: 'string', default: process.env.CIM_PROJECT ?? 'cim' },
		},
	});
	if (values.help) {
		console.log(usage);
		return 0;
	}
	const since = values.since === undefined ? new Date(0) : sinceOf(values.since, new Date());
	const { n8n } = await connections(values.project, 'host');
	const [held, { exported: read, packageName, classes }] = await Promise.all([heldWorkflows(n8n), bundle<typeof readCanvases>(repository, 'acceptance/coverage/canvases.ts', 'readCanvases')]);
	const canvases = chosen(positionals, read(repository, packageName, classes), held);
	for (const workflow of held.filter(({ id }) => canvases.some((canvas) => canvas.id === id)).filter(forgetsSuccesses)) {
		console.log(`${workflow.name}: n8n does not keep its executions that succeed (settings of the workflow), so what ran in them is not seen`);
	}
	const coverages = await covered(n8n, canvases, since);
	const listed = (known as Known[]).filter(({ workflow }) => positionals.length === 0 || canvases.some(({ folder }) => folder === workflow));
	const verdict = judge(coverages, listed);
	await writeReport(join(repository, 'reports', 'coverage'), { coverages, known: listed, since });
	for (const line of linesOf(coverages, verdict)) console.log(line);
	console.log('reports/coverage/index.html');
	return verdict.uncovered.length + verdict.stale.length === 0 ? 0 : 1;
}

/** Reads the executions and holds each workflow against its own. */
async function covered(n8n: Connections['n8n'], canvases: readonly Canvas[], since: Date) {
	const runs = new Map(canvases.map(({ id }) => [id, new Runs()]));
	for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await sleep(500)) {
		const running = await runningSince(n8n, since);
		if (!running.some(({ workflowId }) => runs.has(workflowId))) break;
	}
	for await (const execution of executionsSince(n8n, since)) runs.get(execution.workflowId)?.add(execution);
	return canvases.map((canvas) => measure(canvas, runs.get(canvas.id) ?? new Runs()));
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

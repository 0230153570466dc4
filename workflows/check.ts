// npm run check: reads every workflow of the library and says what is wrong with it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { bundledChecker } from './check/bundled-checker.ts';
import { refreshTable } from './check/n8n/refresh.ts';
import { lineOf } from './check/rule.ts';

const usage = `Usage: npm run check -- [processes or paths…]
       npm run check -- --refresh [--project <name>]

Reads workflows/<process>/workflow.json of every process and workflows/steps/<step>/workflow.json of every step, or of
those that are named (publish-document, steps/store-object), and prints a line for each thing that is wrong: workflow,
node, what it is, what is allowed. Needs no network and no running system. A path leads to a workflow that any n8n
exported, or to a folder of such; what only the library has is not asked of it: page, feature, credentials of the stack.

It knows this package's nodes from their sources, and those that come with n8n from workflows/check/n8n/nodes.json;
--refresh writes that file anew from the n8n of a running stack (--project, "cim" unless given).

It looks at: node types and versions, parameters, credentials, expressions, connections, outputs that lead nowhere,
answers to callers, calls of other workflows and whether types fit, what steps and processes with a journal must have,
secrets and pinned data, names, notes, the direction on the canvas, and whether each process has a page and a feature.

Exits 0 when nothing is wrong, 1 otherwise.`;

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			help: { type: 'boolean', short: 'h' },
			refresh: { type: 'boolean' },
			project: { type: 'string', default: 'cim' },
		},
	});
	if (values.help) {
		console.log(usage);
		return 0;
	}
	const root = join(import.meta.dirname, '..');
	if (values.refresh) {
		console.log(await refreshTable(root, values.project));
		return 0;
	}
	const check = await bundledChecker(root);
	const { workflows, nodes, findings } = check(positionals);
	for (const finding of findings) console.log(lineOf(finding));
	const sum = findings.length === 0 ? 'nothing is wrong' : `${findings.length} findings`;
	console.log(`${workflows} workflows, ${nodes} nodes: ${sum}`);
	return findings.length === 0 ? 0 : 1;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

// npm run check: reads every workflow of the library and says what is wrong with it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { bundledChecker } from './check/bundled-checker.ts';
import { lineOf } from './check/rule.ts';

const usage = `Usage: npm run check -- [processes…]

Reads workflows/<process>/workflow.json of every process, or of those that are named, and prints a line for each thing
that is wrong: workflow, node, what it is, what is allowed. Needs no network and no running system.

It looks at: node types and versions, parameters, credentials, expressions, connections, outputs that lead nowhere,
answers to callers, calls of other processes and whether types fit, secrets and pinned data, names, notes, the direction
on the canvas, and whether each process has a page and a feature.

Exits 0 when nothing is wrong, 1 otherwise.`;

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { help: { type: 'boolean', short: 'h' } },
	});
	if (values.help) {
		console.log(usage);
		return 0;
	}
	const check = await bundledChecker(join(import.meta.dirname, '..'));
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

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

import { build } from 'esbuild';

import type { checkLibrary, Verdict } from './library.ts';
import type { NodeClasses } from './node-kind.ts';

/** Checks the library, or some of its processes. */
export type Checker = (only: readonly string[]) => Verdict;

interface Manifest {
	name: string;
	n8n: { nodes: string[] };
}

/**
 * Bundles the checker with the classes of the nodes as they are in the tree, as the build bundles them for n8n: nodes
 * import schema text and libraries that Node.js alone does not load. So nothing has to be built before.
 *
 * @param root the repository
 * @throws Error with esbuild's words when a node that package.json names cannot be bundled
 */
export async function bundledChecker(root: string): Promise<Checker> {
	const { name, n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
	const sources = n8n.nodes.map((file) => file.replace(/^dist\//, './').replace(/\.js$/, '.ts'));
	const classes = sources.map((source) => `export { ${/([^/]+)\.node\.ts$/.exec(source)?.[1] ?? ''} } from '${source}';`);
	const { outputFiles } = await build({
		stdin: {
			contents: [`export { checkLibrary } from './workflows/check/library.ts';`, ...classes].join('\n'),
			resolveDir: root,
			sourcefile: 'checker.ts',
			loader: 'ts',
		},
		bundle: true,
		write: false,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		external: ['n8n-workflow', 'n8n-workflow/*', '@n8n/tournament'],
		loader: { '.ipldsch': 'text' },
		logLevel: 'silent',
	});
	const bundle = evaluate(outputFiles[0]!.text, root) as NodeClasses & { checkLibrary: typeof checkLibrary };
	const { checkLibrary: check, ...nodes } = bundle;
	return (only) => check(root, name, nodes, only);
}

function evaluate(code: string, root: string): unknown {
	const module = { exports: {} };
	const filename = join(root, 'checker.cjs');
	const run = compileFunction(code, ['module', 'exports', 'require'], { filename }) as (...scope: unknown[]) => void;
	run(module, module.exports, createRequire(filename));
	return module.exports;
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

import { build } from 'esbuild';

import type { NodeClasses } from './node-kind.ts';

interface Manifest {
	name: string;
	n8n: { nodes: string[] };
}

/** What was bundled, and what the package is called. */
export interface Bundle<T> {
	exported: T;
	classes: NodeClasses;
	packageName: string;
}

/**
 * Bundles a module with the classes of the nodes as they are in the tree, as the build bundles them for n8n: nodes import
 * schema text and libraries that Node.js alone does not load. So nothing has to be built before.
 *
 * @param root the repository
 * @param module a source file, from the root of the repository
 * @param name what it exports
 * @throws Error with esbuild's words when a node that package.json names cannot be bundled
 */
export async function bundle<T>(root: string, module: string, name: string): Promise<Bundle<T>> {
	const { name: packageName, n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
	const sources = n8n.nodes.map((file) => file.replace(/^dist\//, './').replace(/\.js$/, '.ts'));
	const classes = sources.map((source) => `export { ${/([^/]+)\.node\.ts$/.exec(source)?.[1] ?? ''} } from '${source}';`);
	const { outputFiles } = await build({
		stdin: {
			contents: [`export { ${name} } from './${module}';`, ...classes].join('\n'),
			resolveDir: root,
			sourcefile: 'bundle.ts',
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
	const { [name]: exported, ...nodes } = evaluate(outputFiles[0]!.text, root);
	return { exported: exported as T, classes: nodes as NodeClasses, packageName };
}

function evaluate(code: string, root: string): Record<string, unknown> {
	const module = { exports: {} };
	const filename = join(root, 'bundle.cjs');
	const run = compileFunction(code, ['module', 'exports', 'require'], { filename }) as (...scope: unknown[]) => void;
	run(module, module.exports, createRequire(filename));
	return module.exports;
}
